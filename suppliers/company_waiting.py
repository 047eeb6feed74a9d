"""What of the suppliers' floor waits for the people of a company (suppliers/companies/waiting.py)."""

from suppliers.questions.waiting import questions_to_send
from suppliers.responses.waiting import requests_waiting

SOURCES = [questions_to_send, requests_waiting]
