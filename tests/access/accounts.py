from tests.access.world import NOBODY, SIGNED_IN, Access

ACCESS: dict[str, Access] = {
    "account-settings": Access(read=SIGNED_IN, send=SIGNED_IN),
    "account-privacy": Access(read=SIGNED_IN),
    "account-privacy-download": Access(read=SIGNED_IN),
    "account-session-end": Access(read=NOBODY, args=lambda _world: [1]),
    "account-erase": Access(read=SIGNED_IN, send=SIGNED_IN),
}

# Of allauth: what somebody may open who is not signed in (yet), and all the rest with what its address wants
DOORS = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_signup",
}
INSIDE: dict[str, list[int]] = {
    "account_change_password": [],
    "account_email": [],
    "account_reauthenticate": [],
    "account_set_password": [],
    "mfa_activate_totp": [],
    "mfa_add_webauthn": [],
    "mfa_deactivate_totp": [],
    "mfa_download_recovery_codes": [],
    "mfa_edit_webauthn": [1],
    "mfa_generate_recovery_codes": [],
    "mfa_index": [],
    "mfa_list_webauthn": [],
    "mfa_reauthenticate": [],
    "mfa_reauthenticate_webauthn": [],
    "mfa_remove_webauthn": [1],
    "mfa_view_recovery_codes": [],
    "socialaccount_connections": [],
    "socialaccount_login_error": [],
    "usersessions_list": [],
}
