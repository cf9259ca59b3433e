package dev.sallyport.servlet.fields;

import dev.sallyport.caller.Caller;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.scope.Scope;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.Shape;
import java.util.Locale;

/** Who a caller is, as they may know it. */
public final class CallerFields {
    /** Who a caller is. */
    public static final Members SHAPE = Shape.object()
            .required("sub", Shape.text().like("ada"))
            .required("kind", Shape.text().like("user"))
            .required("tenant", Shape.text().orNull())
            .required("roles", Shape.list(Shape.text().like("analyst")))
            .required("scopes", Shape.scopes())
            .required("session_id", Shape.text().orNull())
            .required("credential_id", Shape.text().orNull())
            .required("auth_time", Shape.instant().orNull())
            .required("amr", Shape.list(Shape.text().like("pwd")))
            .required("expires_at", Shape.instant().orNull());

    private CallerFields() {}

    public static void write(JsonWriter json, Caller caller) {
        json.text("sub", caller.id())
                .text("kind", caller.kind().name().toLowerCase(Locale.ROOT))
                .text("tenant", caller.tenant())
                .texts("roles", caller.roles().stream().sorted().toList())
                .texts("scopes", caller.scopes().stream().map(Scope::value).toList())
                .text("session_id", caller.sessionId())
                .text("credential_id", caller.credentialId())
                .instant("auth_time", caller.authTime())
                .texts("amr", caller.amr())
                .instant("expires_at", caller.expiresAt());
    }
}
