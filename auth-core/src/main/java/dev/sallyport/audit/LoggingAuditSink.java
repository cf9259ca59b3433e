package dev.sallyport.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event as one line of {@code name=value} pairs to the logger {@code dev.sallyport.audit}, level INFO. Values are
 * escaped, so that none can end the line or add a pair. Safe for use by many threads.
 */
final class LoggingAuditSink implements AuditSink {
    private static final Logger LOG = System.getLogger("dev.sallyport.audit");

    @Override
    public void record(AuditEvent event) {
        if (LOG.isLoggable(Level.INFO)) {
            LOG.log(Level.INFO, line(event));
        }
    }

    static String line(AuditEvent event) {
        StringJoiner line = new StringJoiner(" ");
        line.add("at=" + event.at()).add("type=" + event.type());
        addIfPresent(line, "actor", event.actor());
        addIfPresent(line, "owner", event.owner());
        addIfPresent(line, "credential", event.credential());
        addIfPresent(line, "address", event.address());
        for (Map.Entry<String, String> detail : new TreeMap<>(event.details()).entrySet()) {
            addIfPresent(line, detail.getKey(), detail.getValue());
        }
        return line.toString();
    }

    private static void addIfPresent(StringJoiner line, String name, @Nullable String value) {
        if (value != null) {
            line.add(name + "=" + escape(value));
        }
    }

    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7F) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.append('"').toString();
    }
}
