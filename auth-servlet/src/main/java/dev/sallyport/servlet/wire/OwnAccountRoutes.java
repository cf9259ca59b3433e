package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.grant.OwnPassword;
import dev.sallyport.grant.OwnSecondFactor;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import java.util.List;

/** How a person changes the way they log in: their password and their second factor. */
final class OwnAccountRoutes {
    private static final int MAX_PASSWORD = 4_096;
    private static final int MAX_CODE = 64;

    private final String mount;
    private final OwnPassword password;
    private final OwnSecondFactor secondFactor;

    OwnAccountRoutes(String mount, Operations core) {
        this.mount = mount;
        this.password = core.password();
        this.secondFactor = core.secondFactor();
    }

    List<Route> routes() {
        return List.of(
                route("POST", "/password", Route.Body.JSON, this::changePassword),
                route("POST", "/mfa/totp", Route.Body.OPTIONAL_JSON, this::enrol),
                route("POST", "/mfa/totp/confirm", Route.Body.JSON, this::confirm),
                route("POST", "/mfa/totp/recovery-codes", Route.Body.JSON, this::renewRecoveryCodes),
                route("DELETE", "/mfa/totp", Route.Body.JSON, this::disable));
    }

    private Route route(String method, String path, Route.Body body, Route.Handler handler) {
        return new Route(method, mount + path, RefusalContext.ENDPOINT, body, AccessRule.authenticated(), handler);
    }

    private Outcome<Reply> changePassword(Call call) {
        Secret current = Secret.of(call.body().text("current", MAX_PASSWORD));
        Secret next = Secret.of(call.body().text("new", MAX_PASSWORD));
        boolean revokeKeys = Boolean.TRUE.equals(call.body().optionalFlag("revoke_keys"));
        return call.body()
                .whenValid(() -> password.change(call.caller(), current, next, call.origin(), revokeKeys))
                .map(user -> Reply.empty(204));
    }

    private Outcome<Reply> enrol(Call call) {
        String current = call.body().optionalText("password", MAX_PASSWORD);
        return call.body()
                .whenValid(() ->
                        secondFactor.enrol(call.caller(), current == null ? null : Secret.of(current), call.origin()))
                .map(factor -> Reply.json(
                        200,
                        JsonWriter.object(
                                json -> json.text("secret", factor.seed().reveal())
                                        .text("otpauth_uri", factor.uri().reveal())
                                        .text("qr_svg", QrSvg.of(factor.uri().reveal())))));
    }

    private Outcome<Reply> confirm(Call call) {
        Secret code = Secret.of(call.body().text("code", MAX_CODE));
        return call.body()
                .whenValid(() -> secondFactor.confirm(call.caller(), code, call.origin()))
                .map(OwnAccountRoutes::shown);
    }

    private Outcome<Reply> renewRecoveryCodes(Call call) {
        JsonBody body = call.body();
        Secret current = Secret.of(body.text("password", MAX_PASSWORD));
        Secret code = Secret.of(body.text("code", MAX_CODE));
        return body.whenValid(() -> secondFactor.renewRecoveryCodes(call.caller(), current, code, call.origin()))
                .map(OwnAccountRoutes::shown);
    }

    private static Reply shown(List<Secret> recoveryCodes) {
        return Reply.json(
                200,
                JsonWriter.object(json -> json.texts(
                        "recovery_codes",
                        recoveryCodes.stream().map(Secret::reveal).toList())));
    }

    private Outcome<Reply> disable(Call call) {
        JsonBody body = call.body();
        Secret current = Secret.of(body.text("password", MAX_PASSWORD));
        Secret code = Secret.of(body.text("code", MAX_CODE));
        return body.whenValid(() -> secondFactor.disable(call.caller(), current, code, call.origin()))
                .map(user -> Reply.empty(204));
    }
}
