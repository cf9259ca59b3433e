package dev.sallyport.servlet.fields;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.session.Session;
import org.jspecify.annotations.Nullable;

/** The members of a session in an answer. */
public final class SessionJson {
    /** A session. */
    public static final Members SHAPE = Shape.object()
            .required("id", Shape.text().like("3q2-7wAAAAA"))
            .required("label", Shape.text().orNull())
            .required("credential_id", Shape.text().orNull())
            .required("created_at", Shape.instant())
            .required("auth_time", Shape.instant().orNull())
            .required("expires_at", Shape.instant().orNull())
            .required("amr", Shape.list(Shape.text().like("pwd")))
            .required("address", Shape.text().orNull().like("192.0.2.1"))
            .required("user_agent", Shape.text().orNull());

    private SessionJson() {}

    public static void write(JsonWriter json, Session session) {
        json.text("id", session.id())
                .text("label", label(session))
                .text("credential_id", session.credentialId())
                .instant("created_at", session.createdAt())
                .instant("auth_time", session.authTime())
                .instant("expires_at", session.expiresAt())
                .texts("amr", session.amr())
                .text("address", session.address())
                .text("user_agent", session.userAgent());
    }

    /** A key's unnamed session is kept under the empty label. */
    private static @Nullable String label(Session session) {
        String label = session.label();
        return label == null || label.isEmpty() ? null : label;
    }
}
