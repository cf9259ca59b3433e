package dev.sallyport.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some events, newest first. Immutable.
 *
 * @param next where the older ones go on, null when there are none
 */
public record AuditPage(List<AuditEvent> events, @Nullable AuditCursor next) {
    public AuditPage {
        events = List.copyOf(events);
    }
}
