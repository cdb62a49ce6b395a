"""What beat sends to the workers, by the names of tasks, and how often in seconds."""

from typing import Any

from celery.schedules import crontab

HOURLY = {"expires": 3000}
SCHEDULE: dict[str, dict[str, Any]] = {
    # `expires`: after a night without a worker there is one heartbeat to do, not a thousand.
    "heartbeat": {"task": "mgdb.tasks.heartbeat", "schedule": 30, "options": {"expires": 30}},
    "refresh-summaries": {"task": "mgdb.tasks.refresh_summaries", "schedule": 60, "options": {"expires": 60}},
    "refresh-pictures": {"task": "mgdb.tasks.refresh_pictures", "schedule": 30, "options": {"expires": 30}},
    "fill-forms": {"task": "mgdb.tasks.fill_forms", "schedule": 30, "options": {"expires": 30}},
    "prune-changed-rows": {"task": "mgdb.tasks.prune_changed_rows", "schedule": 600, "options": {"expires": 600}},
    "requeue-orphans": {"task": "mgdb.tasks.requeue_orphans", "schedule": 10, "options": {"expires": 10}},
    "mail-reviews": {"task": "mgdb.tasks.mail_reviews", "schedule": 300, "options": {"expires": 300}},
    "forget-sign-ins": {"task": "mgdb.tasks.forget_sign_ins", "schedule": 3600, "options": {"expires": 3600}},
    "forget-tables": {"task": "mgdb.tasks.forget_tables", "schedule": 3600, "options": {"expires": 3600}},
    "look-again": {"task": "mgdb.tasks.look_again", "schedule": 60, "options": {"expires": 60}},
    "answer-reporters": {"task": "mgdb.tasks.answer_reporters", "schedule": 600, "options": {"expires": 600}},
    "back-up-nightly": {"task": "mgdb.tasks.back_up_nightly", "schedule": crontab(minute=40), "options": HOURLY},
    # One audit a night; the hours after it find that made (mgdb/tasks.py says why they ask).
    "audit-nightly": {"task": "mgdb.tasks.audit_nightly", "schedule": crontab(minute=10), "options": HOURLY},
}
