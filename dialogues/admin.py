from django.contrib import admin
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from core.registers import FORMFIELDS, OnlyShown
from dialogues.models import Contact, Dialogue, Milestone, Partner, StaffRole


class PartnerInline(admin.TabularInline):
    model = Partner
    formfield_overrides = FORMFIELDS
    extra = 0


class MilestoneInline(TranslationTabularInline):
    model = Milestone
    extra = 0


class ContactInline(TranslationTabularInline):
    model = Contact
    extra = 0


class StaffRoleInline(OnlyShown):
    model = StaffRole


@admin.register(Dialogue)
class DialogueAdmin(TranslationAdmin):
    list_display = ["title", "phase", "starts_on", "ends_on"]
    list_filter = ["phase"]
    search_fields = ["title", "slug"]
    inlines = [PartnerInline, MilestoneInline, ContactInline, StaffRoleInline]
