package dev.sallyport.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A place between two events, from which a list goes on. Immutable.
 *
 * @param at when the last event before this place happened
 * @param id the store's number of that event
 */
public record AuditCursor(Instant at, long id) {
    private static final char BETWEEN = '_';
    private static final int MAX_LENGTH = 80;

    /** For a link; {@link #parse} reads it. */
    public String text() {
        return at + String.valueOf(BETWEEN) + id;
    }

    /** Empty when the text is not from {@link #text}. */
    public static Optional<AuditCursor> parse(String text) {
        int split = text.indexOf(BETWEEN);
        if (split < 0 || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AuditCursor(
                    Instant.parse(text.substring(0, split)), Long.parseLong(text.substring(split + 1))));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
