package dev.sallyport.servlet.fields;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, read one by one, as {@link dev.sallyport.servlet.json.JsonBody} reads a body: all faults are reported
 * together, and an unknown parameter is one, since an ignored misspelt filter would match everything. For one thread.
 */
public final class QueryFields {
    private static final int MAX_LENGTH = 4_000;

    private final Map<String, String> values;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    /** @param values parameters that have a value */
    public QueryFields(Map<String, String> values) {
        this.values = values;
    }

    /** @return null when absent, and after a fault */
    public @Nullable String text(String name) {
        known.add(name);
        String value = values.get(name);
        if (value != null && value.length() > MAX_LENGTH) {
            fault(name, "too_long", "At most " + MAX_LENGTH + " characters.");
            return null;
        }
        return value;
    }

    /** @return null when absent, and after a fault */
    public @Nullable Integer integer(String name, int min, int max) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int integer = Integer.parseInt(value);
            if (integer >= min && integer <= max) {
                return integer;
            }
        }
        fault(name, "invalid", "A whole number from " + min + " to " + max + ".");
        return null;
    }

    /** An RFC 3339 instant. @return null when absent, and after a fault */
    public @Nullable Instant instant(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            fault(name, "invalid", "A date and time with a zone, such as 2030-01-31T12:00:00Z.");
            return null;
        }
    }

    /** One of a few words, in lower case. @return null when absent, and after a fault */
    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        for (E each : type.getEnumConstants()) {
            if (word(each).equals(value)) {
                return each;
            }
        }
        String words =
                Arrays.stream(type.getEnumConstants()).map(QueryFields::word).collect(Collectors.joining(", "));
        fault(name, "invalid", "One of " + words + ".");
        return null;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Limit of a page, 50 by default. */
    public int limit() {
        Integer limit = integer("limit", 1, Page.MAX_LIMIT);
        return limit == null ? Page.USUAL_LIMIT : limit;
    }

    /** Cursor of the previous page; null for the first page. */
    public @Nullable PageCursor after() {
        String text = text("after");
        return text == null ? null : PageCursor.of(text);
    }

    /** Adds a fault that only the caller can detect. */
    public void fault(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }

    /** Adds faults that were found elsewhere. */
    public void faults(List<FieldError> more) {
        errors.addAll(more);
    }

    /** Runs the work if there are no faults and no unknown parameters; otherwise refuses, field by field. */
    public <T> Outcome<T> whenValid(Supplier<Outcome<T>> work) {
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> fault(name, "unknown", "There is no such parameter here."));
        return errors.isEmpty() ? work.get() : Outcome.refused(Refusal.invalid(errors));
    }
}
