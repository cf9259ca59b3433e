package dev.sallyport.page;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.text.Base64Url;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place where a page ended and the next one begins, as an opaque text. Immutable. It belongs to the list of one query, whatever the
 * length of its pages; another query refuses it as a bad value. It is not trusted: whatever it says, a query returns only its own
 * matches. It repeats the last item's place, so it is as confidential as the list.
 *
 * @param text for a link; from a caller it can be anything
 */
public record PageCursor(String text) {
    private static final int LONGEST = 4_000;
    private static final int MARK_LENGTH = 8;
    private static final byte FORM = 1;
    private static final int LANES = 10;

    /** Wraps the text that a caller sent; the query that gets it checks it. */
    public static PageCursor of(String text) {
        return new PageCursor(text);
    }

    /** @param list names the query whose list it is, the same for every page */
    public static PageCursor at(Place place, String list) {
        byte[] text = place.text().getBytes(StandardCharsets.UTF_8);
        byte[] id = place.id().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(2 + MARK_LENGTH + Long.BYTES + 2 * Short.BYTES + text.length + id.length);
        bytes.put(FORM).put(mark(list)).put((byte) place.lane()).putLong(place.number());
        bytes.putShort((short) text.length)
                .put(text)
                .putShort((short) id.length)
                .put(id);
        return new PageCursor(Base64Url.encode(bytes.array()));
    }

    /** The place in that list; empty when the text belongs to another list, or to none. */
    public Optional<Place> placeIn(String list) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte form = bytes.get();
            byte[] mark = new byte[MARK_LENGTH];
            bytes.get(mark);
            Place place = new Place(bytes.get(), bytes.getLong(), readText(bytes), readText(bytes));
            boolean genuine = form == FORM
                    && Arrays.equals(mark, mark(list))
                    && place.lane() >= 0
                    && place.lane() < LANES
                    && at(place, list).text.equals(text);
            return genuine ? Optional.of(place) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The place from which a query continues: null for the beginning. @throws IllegalArgumentException when it is not of that list */
    public static @Nullable Place start(@Nullable PageCursor after, String list) {
        return after == null
                ? null
                : after.placeIn(list)
                        .orElseThrow(() -> new IllegalArgumentException("The cursor belongs to another query"));
    }

    /** Faults of a cursor that a caller sent: none, or one of the field {@code after}. */
    public static List<FieldError> errors(@Nullable PageCursor after, String list) {
        return after == null || after.placeIn(list).isPresent()
                ? List.of()
                : List.of(new FieldError(
                        "after",
                        "invalid",
                        "A cursor comes from the previous page of the same query; leave it out for the first "
                                + "page."));
    }

    private static String readText(ByteBuffer bytes) throws CharacterCodingException {
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        String text = StandardCharsets.UTF_8.newDecoder().decode(part).toString();
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Some databases refuse this character, and no list has it");
        }
        return text;
    }

    private static byte[] mark(String list) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, MARK_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
