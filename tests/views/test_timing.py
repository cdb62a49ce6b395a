"""A question that the database does not answer in time."""

import re


def test_a_question_that_takes_too_long_is_stopped_with_a_way_out(committed_db, client, monkeypatch):
    monkeypatch.setattr("mgdb.search.timeout.SECONDS", 0.001)
    response = client.get("/measurements/?q=a&ordering=read_in")
    assert response.status_code == 400
    text_of = lambda answer: re.sub(r"<[^>]+>", "", answer.content.decode())  # noqa: E731
    assert "it was stopped after 0.001 seconds; add a condition" in text_of(response)
    monkeypatch.undo()
    assert client.get("/measurements/?q=a&ordering=read_in").status_code == 200
