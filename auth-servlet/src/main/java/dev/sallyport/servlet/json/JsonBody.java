package dev.sallyport.servlet.json;

import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonReader;
import dev.sallyport.json.MalformedJsonException;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.text.Characters;
import dev.sallyport.token.TokenPolicy;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object of a request, read member by member. For one thread.
 *
 * <p>A reader that finds a member missing or wrong notes the fault and goes on with a placeholder, so that one answer names all
 * faults; {@link #whenValid} runs the work only if there was none. A member that no reader asked for is a fault too: a misspelt
 * {@code scopes} that is passed over would grant everything. A member that is {@code null} counts as absent, except for {@link
 * #has}. No message repeats a value.
 */
public final class JsonBody {
    private static final int MAX_ERRORS = 32;

    private static final JsonReader READER = reader(16 * 1024);

    /** For bodies that carry a token of whatever length the settings allow. */
    private static final JsonReader READER_WITH_TOKENS = reader(TokenPolicy.MAX_LENGTH);

    private final Map<String, Object> members;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();
    private @Nullable DeclaredMembers declared;

    private JsonBody(Map<String, Object> members) {
        this.members = members;
    }

    /** The object without members. */
    public static JsonBody empty() {
        return new JsonBody(Map.of());
    }

    /** The object whose members are these strings. */
    public static JsonBody of(Map<String, String> texts) {
        return new JsonBody(new HashMap<>(texts));
    }

    /** Strictly; refused with line and column when it is not exactly one JSON object in UTF-8. */
    public static Outcome<JsonBody> parse(byte[] bytes) {
        return parse(bytes, READER);
    }

    /** The same, with texts as long as tokens can be. */
    public static Outcome<JsonBody> parseWithTokens(byte[] bytes) {
        return parse(bytes, READER_WITH_TOKENS);
    }

    private static Outcome<JsonBody> parse(byte[] bytes, JsonReader reader) {
        try {
            return Outcome.done(new JsonBody(reader.readObject(bytes)));
        } catch (MalformedJsonException e) {
            return Outcome.refused(Refusal.of(Refusal.Cause.INVALID_REQUEST, "The body " + e.getMessage() + "."));
        }
    }

    /** Has every reader ask for declared members only, as they are declared. For assertions, which tests have on. */
    public void declaredAs(Members members) {
        declared = new DeclaredMembers(members);
    }

    private static JsonReader reader(int maxString) {
        return JsonReader.asWritten(new JsonLimits(32, 256, maxString, 64, Integer.MAX_VALUE));
    }

    /** All members, each a text; without those that are {@code null}. Refused when another is there. */
    public Outcome<Map<String, String>> texts() {
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, Object> member : members.entrySet()) {
            if (member.getValue() instanceof String text && isStorable(text)) {
                texts.put(member.getKey(), text);
            } else if (member.getValue() != JsonReader.NULL) {
                return Outcome.refused(
                        Refusal.of(Refusal.Cause.INVALID_REQUEST, "Every member of the body must be a text."));
            }
        }
        return Outcome.done(texts);
    }

    /** The same members, unread; what its readers find changes nothing here. */
    public JsonBody unread() {
        return new JsonBody(members);
    }

    /** Tells whether the member is there, {@code null} or not. It makes the member known. */
    public boolean has(String name) {
        ask(name);
        return members.containsKey(name);
    }

    /**
     * A text that must be there and not be empty.
     *
     * @param maxLength in characters
     * @return the empty text after a fault
     */
    public String text(String name, int maxLength) {
        String text = optionalText(name, maxLength);
        if (text == null || text.isEmpty()) {
            if (!isFaulty(name)) {
                fault(name, "required", "This is needed and must not be empty.");
            }
            return "";
        }
        return text;
    }

    /** @return null when absent, and after a fault */
    public @Nullable String optionalText(String name, int maxLength) {
        Object value = value(name);
        if (declared != null) {
            declared.require(name, maxLength);
        }
        return value == null ? null : checkedText(name, value, maxLength);
    }

    /**
     * A list of texts.
     *
     * @param maxItems the largest size of the list
     * @param maxLength of each text, in characters
     * @return null when absent; without the faulty ones after a fault
     */
    public @Nullable List<String> optionalTexts(String name, int maxItems, int maxLength) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> items)) {
            fault(name, "invalid", "This must be a list of texts.");
            return List.of();
        }
        if (items.size() > maxItems) {
            fault(name, "too_long", "This must have at most " + maxItems + " items.");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String text = checkedText(name + "[" + i + "]", items.get(i), maxLength);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** @return null when absent, and after a fault */
    public @Nullable Long optionalInteger(String name, long min, long max) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        // 18 digits always fit.
        if (value instanceof JsonNumber number
                && number.isWhole()
                && number.text().length() <= 18) {
            long integer = Long.parseLong(number.text());
            if (integer >= min && integer <= max) {
                return integer;
            }
        }
        fault(name, "invalid", "This must be a whole number from " + min + " to " + max + ".");
        return null;
    }

    /**
     * An instant as RFC 3339 writes it, with a time zone: {@code 2030-01-31T12:00:00Z}.
     *
     * @return null when absent, and after a fault
     */
    public @Nullable Instant optionalInstant(String name) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        try {
            if (value instanceof String text) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException e) {
            // Named below, like a value of another type.
        }
        fault(name, "invalid", "This must be a date and time with a zone, such as 2030-01-31T12:00:00Z.");
        return null;
    }

    /**
     * An object as it came: texts, truth values, whole numbers as {@code Long}, others as {@code Double}, lists and maps; no
     * {@code null} anywhere.
     *
     * @param maxSize of all names and values together, in characters
     * @return null when absent, and after a fault
     */
    public @Nullable Map<String, Object> optionalObject(String name, int maxSize) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> members)) {
            fault(name, "invalid", "This must be an object.");
            return null;
        }
        return JsonCopy.of(members, maxSize).orElseGet(() -> {
            fault(
                    name,
                    "invalid",
                    "This must be an object without null, of at most " + maxSize + " characters in all.");
            return null;
        });
    }

    /** @return null when absent, and after a fault */
    public @Nullable Boolean optionalFlag(String name) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        fault(name, "invalid", "This must be true or false.");
        return null;
    }

    /** Notes a fault that only the caller can see. */
    public void fault(String field, String code, String message) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(new FieldError(field, code, message));
        }
    }

    /** Runs the work if all readers found what they asked for and nothing else is there; otherwise refuses, field by field. */
    public <T> Outcome<T> whenValid(Supplier<Outcome<T>> work) {
        members.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fault(name, "unknown", "There is no such field here."));
        return errors.isEmpty() ? work.get() : Outcome.refused(Refusal.invalid(errors));
    }

    private void ask(String name) {
        known.add(name);
        if (declared != null) {
            declared.require(name);
        }
    }

    private @Nullable Object value(String name) {
        ask(name);
        Object value = members.get(name);
        return value == JsonReader.NULL ? null : value;
    }

    private @Nullable String checkedText(String field, Object value, int maxLength) {
        if (!(value instanceof String text)) {
            fault(field, "invalid", "This must be a text.");
        } else if (text.length() > maxLength) {
            fault(field, "too_long", "This must have at most " + maxLength + " characters.");
        } else if (!isStorable(text)) {
            fault(field, "invalid", "This has a character that no text may have.");
        } else {
            return text;
        }
        return null;
    }

    /** No NUL, which not every database takes, and no half of a surrogate pair, which UTF-8 cannot write. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && !Characters.hasHalfPair(text);
    }

    private boolean isFaulty(String name) {
        return errors.stream().anyMatch(error -> error.field().equals(name));
    }
}
