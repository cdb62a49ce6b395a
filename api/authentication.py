"""Who asks: the account of a token, within the token's scopes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from mgdb.accounts import tokens
from mgdb.models import ApiToken


class ApiTokenAuthentication(TokenAuthentication):
    """`Authorization: Token mgdb_…`; the account's password and cookies open nothing here."""

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        try:
            token = tokens.find(key)
        except tokens.TokenRefused as error:
            raise AuthenticationFailed(str(error)) from error
        return token.user, token


class WithinScopes(BasePermission):
    """A token changes something only if it was made for that; the account's rights are asked besides."""

    message = "This token only reads. Make one with the scope “write”."

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        return request.method in SAFE_METHODS or not isinstance(token, ApiToken) or token.allows(ApiToken.Scope.WRITE)
