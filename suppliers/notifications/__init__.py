"""Mails to companies and to those who follow."""
