"""Django's classes with their type parameters, which only its stubs take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin as DjangoBaseModelAdmin
from django.contrib.admin.options import InlineModelAdmin as DjangoInlineModelAdmin
from django.contrib.auth import admin as accounts
from django.contrib.auth.forms import AdminPasswordChangeForm as DjangoAdminPasswordChangeForm
from django.contrib.auth.models import User
from django.forms.models import BaseInlineFormSet as DjangoInlineFormSet
from django.http import HttpRequest

if TYPE_CHECKING:
    BaseModelAdmin = DjangoBaseModelAdmin[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    InlineModelAdmin = DjangoInlineModelAdmin[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    UserAdmin = accounts.UserAdmin[Any]
    ModelForm = forms.ModelForm[Any]
    AdminPasswordChangeForm = DjangoAdminPasswordChangeForm[User]
    ModelChoiceField = forms.ModelChoiceField[Any]
    BaseInlineFormSet = DjangoInlineFormSet[Any, Any, Any]
    BaseFormSet = forms.BaseFormSet[Any]
else:
    BaseModelAdmin = DjangoBaseModelAdmin
    ModelAdmin = admin.ModelAdmin
    InlineModelAdmin = DjangoInlineModelAdmin
    TabularInline = admin.TabularInline
    StackedInline = admin.StackedInline
    UserAdmin = accounts.UserAdmin
    ModelForm = forms.ModelForm
    AdminPasswordChangeForm = DjangoAdminPasswordChangeForm
    ModelChoiceField = forms.ModelChoiceField
    BaseInlineFormSet = DjangoInlineFormSet
    BaseFormSet = forms.BaseFormSet


class RecordRequest(HttpRequest):
    """A request as the admin of records notes on it what it has found out while it answers."""

    refusal: str  # what the database said against the row
    locking: bool  # whether the row is being fetched to be saved
    looking: bool  # whether its form is made to look at what is stored, not at what was sent
