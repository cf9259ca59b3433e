package dev.sallyport.servlet.fields;

import dev.sallyport.caller.Caller;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.scope.Scope;
import java.util.Locale;

/** Who a caller is, as they may know it. */
public final class CallerFields {
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
