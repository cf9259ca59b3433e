package dev.sallyport.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who does an audited act, and from where. Immutable.
 *
 * @param id null when nobody was authenticated, or when the application itself acts
 * @param address the client's address; null when the act did not come over the network
 */
public record Actor(@Nullable String id, @Nullable String address) {
    private static final Actor APPLICATION = new Actor(null, null);

    /** The application's own code, with nobody behind it. */
    public static Actor application() {
        return APPLICATION;
    }

    public AuditEvent event(
            Instant at,
            AuditEvent.Type type,
            @Nullable String owner,
            @Nullable String credential,
            Map<String, String> details) {
        return new AuditEvent(at, type, id, owner, credential, address, details);
    }
}
