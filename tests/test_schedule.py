"""What beat sends."""

from mgdb import tasks


def test_every_scheduled_task_exists() -> None:
    scheduled = {entry["task"] for entry in tasks.app.conf.beat_schedule.values()}
    names = (
        "heartbeat", "requeue_orphans", "audit_nightly", "back_up_nightly", "refresh_summaries", "refresh_pictures",
        "prune_changed_rows", "fill_forms", "forget_sign_ins", "answer_reporters", "mail_reviews", "look_again",
        "forget_tables",
    )  # fmt: skip
    assert scheduled == {f"mgdb.tasks.{name}" for name in names}
    assert scheduled <= set(tasks.app.tasks)
