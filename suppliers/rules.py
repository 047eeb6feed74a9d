"""Who acts for a company, and who handles companies as staff. The subject is a company or anything that has one."""

from typing import Any

import rules

from dialogues.rules import manages_dialogue, manages_some_dialogue, runs_a_dialogue


def company_of(subject: Any) -> Any:
    return getattr(subject, "company", subject)


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
rules.add_perm("suppliers.tag_answers", manages_dialogue)
rules.add_perm("suppliers.write_synthesis", manages_dialogue)

# Questions and answers
rules.add_perm("suppliers.list_questions", manages_some_dialogue)
rules.add_perm("suppliers.view_question", represents_asker | manages_dialogue)
rules.add_perm("suppliers.edit_question", represents_asker & asked_in_portal)
rules.add_perm("suppliers.answer_questions", manages_dialogue)
rules.add_perm("suppliers.manage_questions", manages_dialogue)
rules.add_perm("suppliers.check_answer", manages_dialogue & did_not_write)
