package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.grant.OwnPassword;
import dev.sallyport.grant.OwnSecondFactor;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Scalar;
import dev.sallyport.servlet.shape.Shape;
import java.util.List;

/** How a person changes the way they log in: their password and their second factor. */
final class OwnAccountRoutes {
    private static final int MAX_PASSWORD = 4_096;
    private static final int MAX_CODE = 64;

    private static final String TOPIC = "Account";
    private static final Scalar PASSWORD = Shape.secret(MAX_PASSWORD).like("a-demo-password");
    private static final Scalar CODE = Shape.secret(MAX_CODE).like("123456");
    private static final Members RECOVERY_CODES =
            Shape.object().required("recovery_codes", Shape.list(Shape.text().like("abcde-fghij")));
    private static final Members BOTH =
            Shape.object().required("password", PASSWORD).required("code", CODE);

    private static final RouteDoc CHANGE_PASSWORD = RouteDoc.of(
                    TOPIC, "Changes your password and ends your other sessions")
            .reads(Shape.object()
                    .required("current", PASSWORD)
                    .required("new", Shape.secret(MAX_PASSWORD).like("another-demo-password"))
                    .optional("revoke_keys", Shape.flag().orNull().describedAs("Whether your API keys end too.")))
            .answers(204, "The password is changed.");
    private static final RouteDoc ENROL = RouteDoc.of(TOPIC, "Begins to set up a second factor")
            .reads(Shape.object()
                    .optional("password", Shape.text(0, MAX_PASSWORD).orNull().like("a-demo-password")))
            .answers(
                    200,
                    "The secret for an authenticator app; it counts once a code of it confirms it.",
                    Shape.object()
                            .required("secret", Shape.text().like("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
                            .required("otpauth_uri", Shape.text().like("otpauth://totp/…"))
                            .required("qr_svg", Shape.text().like("<svg>…</svg>")));
    private static final RouteDoc CONFIRM = RouteDoc.of(TOPIC, "Confirms the second factor with a code")
            .reads(Shape.object().required("code", CODE))
            .answers(200, "Recovery codes, shown this once.", RECOVERY_CODES);
    private static final RouteDoc RENEW = RouteDoc.of(TOPIC, "Replaces your recovery codes")
            .reads(BOTH)
            .answers(200, "New recovery codes, shown this once.", RECOVERY_CODES);
    private static final RouteDoc DISABLE =
            RouteDoc.of(TOPIC, "Removes your second factor").reads(BOTH).answers(204, "The second factor is off.");

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
                route("POST", "/password", Route.Body.JSON, this::changePassword)
                        .describedBy(CHANGE_PASSWORD),
                route("POST", "/mfa/totp", Route.Body.OPTIONAL_JSON, this::enrol)
                        .describedBy(ENROL),
                route("POST", "/mfa/totp/confirm", Route.Body.JSON, this::confirm)
                        .describedBy(CONFIRM),
                route("POST", "/mfa/totp/recovery-codes", Route.Body.JSON, this::renewRecoveryCodes)
                        .describedBy(RENEW),
                route("DELETE", "/mfa/totp", Route.Body.JSON, this::disable).describedBy(DISABLE));
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
