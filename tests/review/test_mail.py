"""Mail about reviews, to a real server: to whom it concerns, once, and not to whom does not want it."""

from __future__ import annotations

import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core.mail import EmailMessage
from django.db.models import QuerySet

from mgdb import review, tasks
from mgdb.models import Account, Material, ReviewNote
from mgdb.review import mail
from tests.review.people import submitted

pytestmark = pytest.mark.django_db


class Kept(Message):
    """Keeps what the server takes; refuses one address."""

    def __init__(self) -> None:
        super().__init__()
        self.mails = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message) -> None:
        self.mails.append((message["X-RcptTo"], message["Subject"], message.get_payload(decode=True).decode()))


@pytest.fixture
def server(settings):
    kept = Kept()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAIL_IS_SENT, settings.SITE_ADDRESS = True, "https://mgdb.example.org/admin/"
    yield kept
    controller.stop()


@pytest.fixture
def people(ada, rosalind):
    for user in (ada, rosalind):
        user.email = f"{user.username}@example.org"
        user.save()
    return ada, rosalind


def returned(people) -> Material:
    ada, rosalind = people
    record = submitted(ada)
    review.send_back(record, by=rosalind, seen=record.revision, comment="The table says nickel.\nNot copper.")
    return record


def test_the_author_hears_what_became_of_it_and_why_once(server, people):
    record = returned(people)
    assert server.mails == [], "never in the request"
    assert tasks.mail_reviews() == "1 mails sent."
    ((to, subject, text),) = server.mails
    assert (to, subject) == ("ada@example.org", "MgDB: news of one of your reviews")
    for words in (
        record.public_id,
        "returned by rosalind",
        "The table says nickel.",
        "https://mgdb.example.org/admin/",
    ):
        assert words in text
    assert tasks.mail_reviews() == "0 mails sent."


def test_who_returned_it_hears_the_answer(server, people):
    ada = people[0]
    record = returned(people)
    tasks.mail_reviews()
    review.submit(record, by=ada, seen=record.revision, comment="Nickel, yes.")
    tasks.mail_reviews()
    assert (server.mails[1][0], "Nickel, yes." in server.mails[1][2]) == ("rosalind@example.org", True)


def test_who_does_not_want_mail_gets_none_and_one_refused_address_stops_no_other(server, people, grace):
    ada, rosalind = people
    record = returned(people)
    grace.email = "gone@example.org"
    grace.save()
    review.comment(record, "I have the paper.", by=grace)
    review.comment(record, "Then tell us.", by=ada)
    tasks.mail_reviews()
    assert {mail[0] for mail in server.mails} == {"ada@example.org", "rosalind@example.org"}
    Account.objects.create(user=ada, mail_reviews=False)
    review.comment(record, "Page 3.", by=rosalind)
    tasks.mail_reviews()
    assert len(server.mails) == 2


def test_a_server_that_goes_away_in_the_middle_is_sent_nothing_twice(server, people, grace, monkeypatch):
    record = returned(people)
    grace.email = "grace@example.org"
    grace.save()
    review.comment(record, "I have the paper.", by=grace)  # to ada and to rosalind
    send, calls = EmailMessage.send, []

    def once(mail, *args):
        calls.append(mail.to)
        if len(calls) == 2:
            raise ConnectionResetError("gone")
        return send(mail, *args)

    monkeypatch.setattr(EmailMessage, "send", once)
    assert "tried again later" in tasks.mail_reviews()
    tasks.mail_reviews()
    assert sorted(mail[0] for mail in server.mails) == ["ada@example.org", "rosalind@example.org"]
    assert sum("I have the paper." in mail[2] for mail in server.mails) == 2
    assert tasks.mail_reviews() == "0 mails sent."


def test_a_worker_that_dies_after_sending_sends_nothing_twice(server, people, monkeypatch):
    returned(people)
    with monkeypatch.context() as patch:
        patch.setattr(ReviewNote.objects.all().__class__, "update", dies_at("mailed_at"))
        with pytest.raises(KeyboardInterrupt):
            mail.send_pending()
    assert [one[0] for one in server.mails] == ["ada@example.org"]
    assert ReviewNote.objects.filter(mailed_at__isnull=False).count() == 0
    tasks.mail_reviews()
    assert len(server.mails) == 1


def dies_at(column):
    """`QuerySet.update`, cut off before it writes `column`."""
    update = QuerySet.update

    def cut(rows, **columns):
        if column in columns:
            raise KeyboardInterrupt
        return update(rows, **columns)

    return cut


def test_without_a_server_it_waits_and_a_server_that_does_not_answer_is_asked_again(people, settings):
    returned(people)
    assert tasks.mail_reviews() == "No mail server is set."
    settings.EMAIL_BACKEND, settings.MAIL_IS_SENT = "django.core.mail.backends.smtp.EmailBackend", True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert tasks.mail_reviews() == "The mail server does not answer; tried again later."
    assert ReviewNote.objects.filter(mailed_at__isnull=False).count() == 0
