package dev.sallyport.user;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Password hashes as frameworks write them, brought to the spelling that is kept. Taken is what says of itself how it was made
 * and was made with care: neither Spring's {@code {pbkdf2}}, whose parameters are those of its encoder, nor anything with SHA-1.
 *
 * <p>See decision 0114.
 */
final class ImportedHash {
    /** What is taken, for messages. */
    static final String FORMATS =
            "This is no password hash that can be verified. Taken are: $argon2id$, $argon2i$, $argon2d$; $2a$, $2b$,"
                    + " $2y$; $scrypt$ln=; $pbkdf2-sha256$, $pbkdf2-sha512$ (PHC or passlib); Spring's {bcrypt}, {argon2},"
                    + " {scrypt}; Django's bcrypt$, bcrypt_sha256$, argon2$, scrypt$, pbkdf2_sha256$; Werkzeug's scrypt:"
                    + " and pbkdf2:.";

    private static final Pattern SPRING =
            Pattern.compile("\\{(bcrypt|argon2|scrypt)(?:@SpringSecurity_v5_8)?\\}(\\$.*)", Pattern.DOTALL);
    /** Two hex digits each for r and p, and before them log N. */
    private static final Pattern SPRING_SCRYPT = Pattern.compile(
            "\\$([1-9a-f][0-9a-f]?)([0-9a-f]{2})([0-9a-f]{2})\\$([A-Za-z0-9+/]+={0,2})\\$([A-Za-z0-9+/]+={0,2})");

    private static final Pattern DJANGO_SCRYPT = Pattern.compile(
            "scrypt\\$([0-9]{1,8})\\$([!-#%-~]{4,64})\\$([0-9]{1,3})\\$([0-9]{1,3})\\$([A-Za-z0-9+/]+={0,2})");
    private static final Pattern WERKZEUG_SCRYPT = Pattern.compile(
            "scrypt:([0-9]{1,8}):([0-9]{1,3}):([0-9]{1,3})\\$([!-#%-~]{4,64})\\$((?:[0-9a-f]{2}){16,64})");
    private static final Pattern WERKZEUG_PBKDF2 =
            Pattern.compile("pbkdf2:sha(256|512):([0-9]{1,10})\\$([!-#%-~]{4,64})\\$((?:[0-9a-f]{2}){16,64})");

    private ImportedHash() {}

    /** The hash to keep; empty when it is of no format that is read. Space and line ends around it are none of it. */
    static Optional<String> read(String imported) {
        String text = imported.strip();
        return Optional.of(text.length() > HashFormats.MAX_TEXT ? "" : spelled(text))
                .filter(hash -> HashFormats.parse(hash).isPresent());
    }

    private static String spelled(String text) {
        Matcher spring = SPRING.matcher(text);
        if (spring.matches()) {
            return ofSpring(spring.group(1), spring.group(2));
        }
        if (text.startsWith("bcrypt$$2")) {
            return text.substring("bcrypt$".length());
        }
        if (text.startsWith("argon2$argon2")) {
            return text.substring("argon2".length());
        }
        return text.startsWith("scrypt") ? ofScrypt(text) : ofPbkdf2(text);
    }

    /** The name before the hash must be that of the hash: {@code {scrypt}$2b$} is a mistake. */
    private static String ofSpring(String name, String hash) {
        return switch (name) {
            case "bcrypt" -> hash.startsWith("$2") ? hash : "";
            case "argon2" -> hash.startsWith("$argon2") ? hash : "";
            default -> {
                Matcher scrypt = SPRING_SCRYPT.matcher(hash);
                yield scrypt.matches()
                        ? scrypt(
                                Integer.parseInt(scrypt.group(1), 16),
                                Integer.parseInt(scrypt.group(2), 16),
                                Integer.parseInt(scrypt.group(3), 16),
                                unpadded(scrypt.group(4)),
                                unpadded(scrypt.group(5)))
                        : "";
            }
        };
    }

    private static String ofScrypt(String text) {
        Matcher django = DJANGO_SCRYPT.matcher(text);
        if (django.matches()) {
            return scrypt(
                    logOf(django.group(1)),
                    Integer.parseInt(django.group(3)),
                    Integer.parseInt(django.group(4)),
                    encoded(django.group(2)),
                    unpadded(django.group(5)));
        }
        Matcher werkzeug = WERKZEUG_SCRYPT.matcher(text);
        return werkzeug.matches()
                ? scrypt(
                        logOf(werkzeug.group(1)),
                        Integer.parseInt(werkzeug.group(2)),
                        Integer.parseInt(werkzeug.group(3)),
                        encoded(werkzeug.group(4)),
                        ofHex(werkzeug.group(5)))
                : "";
    }

    private static String ofPbkdf2(String text) {
        Matcher werkzeug = WERKZEUG_PBKDF2.matcher(text);
        return werkzeug.matches()
                ? "$pbkdf2-sha" + werkzeug.group(1) + "$i=" + werkzeug.group(2) + "$" + encoded(werkzeug.group(3)) + "$"
                        + ofHex(werkzeug.group(4))
                : text;
    }

    private static String scrypt(int logN, int block, int parallel, String salt, String tag) {
        return "$scrypt$ln=" + logN + ",r=" + block + ",p=" + parallel + "$" + salt + "$" + tag;
    }

    /** 0, which no reader takes, for what is no power of two. */
    private static int logOf(String cost) {
        int n = Integer.parseInt(cost);
        return Integer.bitCount(n) == 1 ? Integer.numberOfTrailingZeros(n) : 0;
    }

    private static String encoded(String salt) {
        return PhcText.encode(salt.getBytes(StandardCharsets.US_ASCII));
    }

    private static String ofHex(String tag) {
        return PhcText.encode(HexFormat.of().parseHex(tag));
    }

    /** PHC writes no padding; whether the rest is canonical, its reader knows. */
    private static String unpadded(String base64) {
        return base64.replace("=", "");
    }
}
