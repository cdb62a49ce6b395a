"""Accounts and roles. Who is no superuser cannot make one, nor change one; nobody deletes an account."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from mgdb.accounts import names, two_step
from mgdb.models import SignIn

from .dataset import ReadOnlyAdmin
from .generic import UserAdmin
from .login import GivenPasswordForm
from .site import site
from .surviving import SurvivingAdmin

ONLY_SUPERUSERS = "This is a superuser’s account; only a superuser may change it."
NEVER_DELETED = "Accounts are not deleted: the history names them. Deactivate the account instead (clear “Active”)."


class NewAccountForm(AdminUserCreationForm):  # type: ignore[type-arg]  # its parameter exists only in the stubs
    def clean_username(self) -> str:
        name = str(super().clean_username())
        names.check_user_name(name)
        return name


class AccountForm(UserChangeForm):  # type: ignore[type-arg]
    """An account that an administrator looks at; a name that stays is not asked again."""

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"])
        if name != self.initial.get("username"):
            names.check_user_name(name, of=self.instance)
        return name

    def clean_first_name(self) -> str:
        names.check_person_name(self.cleaned_data["first_name"])
        return str(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        names.check_person_name(self.cleaned_data["last_name"])
        return str(self.cleaned_data["last_name"])


@admin.register(User, site=site)
class AccountAdmin(SurvivingAdmin, UserAdmin):
    list_display = ("username", "email", "first_name", "last_name", "roles", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    form, add_form = AccountForm, NewAccountForm
    change_password_form = GivenPasswordForm
    actions = ("deactivate", "remove_second_step")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return "superuser" if user.is_superuser else ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fields = (*super().get_readonly_fields(request, obj), "last_login", "date_joined")
        return fields if request.user.is_superuser else (*fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        raise PermissionDenied(NEVER_DELETED)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            self.refuse(request, object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        self.refuse(request, id)
        return super().user_change_password(request, id, form_url)

    def refuse(self, request: HttpRequest, key: str) -> None:
        """Says why, where a superuser's account is to be changed by somebody who is none."""
        account = self.get_object(request, key)
        if account is not None and not _may_touch(request, account):
            raise PermissionDenied(ONLY_SUPERUSERS)

    @admin.action(description="Deactivate selected accounts", permissions=["change"])
    def deactivate(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Nobody signs in with them any more and their tokens open nothing; the history keeps their names."""
        refused = [account.username for account in accounts if not _may_touch(request, account)]
        if request.user in accounts:
            refused.append(f"{request.user.get_username()} (yourself)")
        if refused:
            messages.error(request, f"Nothing was changed. You may not deactivate {', '.join(refused)}.")
            return
        count = accounts.filter(is_active=True).update(is_active=False)
        messages.success(request, f"{count} accounts deactivated." if count != 1 else "1 account deactivated.")

    @admin.action(description="Remove the second step of selected accounts (device lost)", permissions=["change"])
    def remove_second_step(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        refused = [account.username for account in accounts if not _may_touch(request, account)]
        if refused:
            messages.error(request, f"Nothing was changed. {ONLY_SUPERUSERS} ({', '.join(refused)})")
            return
        for account in accounts:
            two_step.remove(account)
            self.log_change(request, account, "Removed the second step of the login.")
        names = ", ".join(account.username for account in accounts)
        messages.success(request, f"The login of {names} has no second step any more.")


def _may_touch(request: HttpRequest, account: User | None) -> bool:
    return account is None or request.user.is_superuser or not account.is_superuser


@admin.register(Group, site=site)
class RoleAdmin(SurvivingAdmin, GroupAdmin):
    """Roles follow the code; only a superuser makes groups of his own."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser


@admin.register(SignIn, site=site)
class SignInAdmin(ReadOnlyAdmin):
    group = "Programs and people"
    list_display = ("at", "user", "outcome", "address")
    list_filter = ("outcome",)
    list_select_related = ("user",)
    search_fields = ("user__username", "address")
    date_hierarchy = "at"
