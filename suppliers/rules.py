"""Who acts for a company, and who handles companies as staff. The subject is a company or anything that has one."""

from typing import Any

import rules

from dialogues.rules import dialogue_of, manages_dialogue, manages_some_dialogue, runs_a_dialogue


def company_of(subject: Any) -> Any:
    return getattr(subject, "company", subject)


def request_of(subject: Any) -> Any:
    """Of a request, a synthesis of it, or a version of that."""
    synthesis = getattr(subject, "synthesis", subject)
    return getattr(synthesis, "request", synthesis)


@rules.predicate
def represents(user: Any, subject: Any) -> bool:
    """Now, and the company is not closed."""
    company = company_of(subject)
    return user.is_authenticated and company.is_open and company.people.filter(user=user).exists()


@rules.predicate
def represents_some_company(user: Any) -> bool:
    return user.is_authenticated and user.representations.filter(ended_at__isnull=True).exists()


@rules.predicate
def handles_company(user: Any, subject: Any) -> bool:
    """Manager of any dialogue, or coordinator of the company's country in one."""
    return user.is_authenticated and user.staff_roles.filter(country__in=["", company_of(subject).country]).exists()


@rules.predicate
def asked_in_portal(user: Any, question: Any) -> bool:
    return not question.is_taken_down


@rules.predicate
def represents_asker(user: Any, question: Any) -> bool:
    """Of the company that asked, now. What staff took down may be of none."""
    return question.company is not None and represents(user, question)


@rules.predicate
def takes_part(user: Any, subject: Any) -> bool:
    """A company of hers asks or answers in the dialogue: then what others ask there is not for her to read."""
    dialogue = dialogue_of(subject)
    rows = dialogue.questions.asked_for(user), dialogue.information_requests.answered_for(user)
    return any(found.exists() for found in rows)


@rules.predicate
def answers(user: Any, subject: Any) -> bool:
    """A company of hers answers the request: how long all may, and what is made of it, is not for her to say."""
    request = request_of(subject)
    return request.dialogue.information_requests.answered_for(user).filter(pk=request.pk).exists()


@rules.predicate
def did_not_write(user: Any, version: Any) -> bool:
    """Whoever wrote last does not check what she wrote."""
    return version.written_by_id != user.pk


rules.add_perm("suppliers.act_for", represents)
rules.add_perm("suppliers.represent", represents_some_company)
rules.add_perm("suppliers.list_companies", runs_a_dialogue)
rules.add_perm("suppliers.view_mailings", runs_a_dialogue)
rules.add_perm("suppliers.check_company", handles_company)
rules.add_perm("suppliers.close_company", represents | handles_company)

# Requests for information. What is read of responses, Response.objects.readable_by says, and nothing beside it.
rules.add_perm("suppliers.list_requests", manages_some_dialogue)
rules.add_perm("suppliers.manage_request", manages_dialogue)
rules.add_perm("suppliers.run_request", manages_dialogue & ~answers)
rules.add_perm("suppliers.tag_answers", manages_dialogue)
rules.add_perm("suppliers.write_synthesis", manages_dialogue & ~answers)

# Questions and answers. A test holds them to `desks_of`.
handles_questions = manages_dialogue & ~takes_part
rules.add_perm("suppliers.list_questions", manages_some_dialogue)
rules.add_perm("suppliers.edit_question", represents_asker & asked_in_portal)
rules.add_perm("suppliers.answer_questions", handles_questions)
rules.add_perm("suppliers.manage_questions", manages_dialogue)
rules.add_perm("suppliers.check_answer", handles_questions & did_not_write)
