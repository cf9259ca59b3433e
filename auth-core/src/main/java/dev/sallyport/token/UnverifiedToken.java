package dev.sallyport.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * A text of the shape of a signed token, and nothing more: who wrote it is unknown. Immutable.
 *
 * <p>One token has one spelling: three parts of unpadded base64url whose unused last bits are zero (RFC 4648 §3.5).
 */
final class UnverifiedToken {
    /** The media type of access tokens (RFC 9068 §2.1), as ours spell it. */
    static final String TYPE = "at+jwt";

    /** The same in full, which a recipient has to take as well (RFC 9068 §4). */
    private static final String FULL_TYPE = "application/" + TYPE;

    private static final int PARTS = 3;
    private static final int MAX_HEADER_MEMBER = 256;

    /** The value of each character of the alphabet, -1 for any other. */
    private static final byte[] BASE64URL = new byte[256];

    static {
        Arrays.fill(BASE64URL, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            BASE64URL[alphabet.charAt(i)] = (byte) i;
        }
    }

    private final String header;
    private final byte[] payload;
    private final String signature;
    private final byte[] signingInput;

    private UnverifiedToken(String header, byte[] payload, String signature, byte[] signingInput) {
        this.header = header;
        this.payload = payload;
        this.signature = signature;
        this.signingInput = signingInput;
    }

    /** The header's members that matter; all others lead to a refusal. */
    record Header(String algorithm, String kid) {}

    /** @param maximumLength in characters; a longer text is refused before anything else is looked at */
    static UnverifiedToken parse(String compact, int maximumLength) throws MalformedTokenException {
        if (compact.length() > maximumLength) {
            throw new MalformedTokenException("longer than " + maximumLength + " characters");
        }
        // A character beyond ISO 8859-1 becomes a question mark, which is not in the alphabet either.
        byte[] text = compact.getBytes(StandardCharsets.ISO_8859_1);
        int firstDot = endOfPart(text, 0);
        int secondDot = endOfPart(text, firstDot + 1);
        if (secondDot == text.length || endOfPart(text, secondDot + 1) != text.length) {
            throw new MalformedTokenException("not " + PARTS + " parts");
        }
        return new UnverifiedToken(
                compact.substring(0, firstDot),
                Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, firstDot + 1, secondDot)),
                compact.substring(secondDot + 1),
                Arrays.copyOf(text, secondDot));
    }

    /** The index of the next dot or the end, when what is before it is canonical base64url of at least one byte. */
    private static int endOfPart(byte[] text, int start) throws MalformedTokenException {
        int end = start;
        byte last = 0;
        while (end < text.length && text[end] != '.') {
            last = BASE64URL[text[end] & 0xFF];
            if (last < 0) {
                throw new MalformedTokenException("a character outside base64url");
            }
            end++;
        }
        int unused = switch ((end - start) % 4) {
            case 0 -> 0;
            case 2 -> 0b1111;
            case 3 -> 0b11;
            default -> throw new MalformedTokenException("base64url of an impossible length");
        };
        if (end <= start || (last & unused) != 0) {
            throw new MalformedTokenException("an empty part, or base64url that is not canonical");
        }
        return end;
    }

    /**
     * Reads the header. It has {@code alg}, {@code typ} and {@code kid}, each a text, and nothing else: not {@code jku},
     * {@code jwk}, {@code x5u} or {@code x5c}, which would bring a key along, nor {@code crit}, {@code b64} or {@code zip}. The
     * type is a media type, so capitals make no difference.
     */
    Header readHeader() throws MalformedTokenException {
        Map<String, Object> members = TokenJson.read(Base64.getUrlDecoder().decode(header));
        if (!members.keySet().equals(Set.of("alg", "typ", "kid"))) {
            throw new MalformedTokenException("a header with other members than alg, typ and kid");
        }
        String type = text(members, "typ");
        if (!TYPE.equalsIgnoreCase(type) && !FULL_TYPE.equalsIgnoreCase(type)) {
            throw new MalformedTokenException("a typ other than " + TYPE);
        }
        return new Header(text(members, "alg"), text(members, "kid"));
    }

    private static String text(Map<String, Object> members, String name) throws MalformedTokenException {
        if (members.get(name) instanceof String text && !text.isEmpty() && text.length() <= MAX_HEADER_MEMBER) {
            return text;
        }
        throw new MalformedTokenException(name + " is no text of a sensible length");
    }

    /** The first part as it came, still encoded. */
    String header() {
        return header;
    }

    /** The second part, decoded; not to be changed. */
    byte[] payload() {
        return payload;
    }

    /** The third part as it came, still encoded. */
    String signature() {
        return signature;
    }

    /** What the signature is over: the first two parts as they came; not to be changed. */
    byte[] signingInput() {
        return signingInput;
    }
}
