package dev.sallyport.user;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 (RFC 8018) with SHA-256 or SHA-512. Verified, never written. Three spellings are read: PHC ({@code
 * $pbkdf2-sha256$i=600000$salt$hash}, also with {@code ,l=32}), passlib's ({@code $pbkdf2-sha256$29000$salt$hash}, {@code .}
 * for {@code +}) and Django's ({@code pbkdf2_sha256$600000$salt$hash}, the salt as text, the hash with padding).
 */
final class Pbkdf2Hash implements PasswordHash {
    private static final int MIN_SALT = 4;

    /** Takes some seconds. */
    private static final long MAX_ITERATIONS = 5_000_000;

    private static final int MEMORY_KIB = 1;

    private static final Pattern PHC = Pattern.compile("\\$pbkdf2-sha(256|512)\\$i=" + PhcText.NUMBER
            + "(?:,l=([1-9][0-9]))?\\$" + PhcText.BASE64 + "\\$" + PhcText.BASE64);
    private static final Pattern PASSLIB = Pattern.compile(
            "\\$pbkdf2-sha(256|512)\\$" + PhcText.NUMBER + "\\$([A-Za-z0-9./]{1,200})\\$([A-Za-z0-9./]{1,200})");
    private static final Pattern DJANGO = Pattern.compile(
            "pbkdf2_sha(256)\\$" + PhcText.NUMBER + "\\$([!-#%-~]{" + MIN_SALT + ",64})\\$([A-Za-z0-9+/]{43}=)");

    private final String algorithm;
    private final int iterations;
    private final byte[] salt;
    private final byte[] tag;

    private Pbkdf2Hash(String bits, long iterations, byte[] salt, byte[] tag) {
        this.algorithm = "PBKDF2WithHmacSHA" + bits;
        this.iterations = (int) iterations;
        this.salt = salt;
        this.tag = tag;
    }

    static Optional<Pbkdf2Hash> parse(String text) {
        Matcher phc = PHC.matcher(text);
        if (phc.matches()) {
            return of(phc, PhcText.decode(phc.group(4), MIN_SALT), phc.group(5))
                    .filter(hash -> phc.group(3) == null || Integer.parseInt(phc.group(3)) == hash.tag.length);
        }
        Matcher passlib = PASSLIB.matcher(text);
        if (passlib.matches()) {
            Optional<byte[]> salt = PhcText.decode(passlib.group(3).replace('.', '+'), MIN_SALT);
            return of(passlib, salt, passlib.group(4).replace('.', '+'));
        }
        Matcher django = DJANGO.matcher(text);
        if (django.matches()) {
            Optional<byte[]> salt = Optional.of(django.group(3).getBytes(StandardCharsets.US_ASCII));
            return of(django, salt, django.group(4).substring(0, 43));
        }
        return Optional.empty();
    }

    private static Optional<Pbkdf2Hash> of(Matcher matcher, Optional<byte[]> salt, String tag) {
        long iterations = PhcText.number(matcher, 2);
        if (iterations > MAX_ITERATIONS) {
            return Optional.empty();
        }
        return salt.flatMap(salted -> PhcText.decode(tag, PhcText.MIN_TAG)
                .map(decoded -> new Pbkdf2Hash(matcher.group(1), iterations, salted, decoded)));
    }

    @Override
    public boolean matches(byte[] password) {
        CharBuffer characters = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(password));
        char[] text = new char[characters.remaining()];
        characters.get(text);
        PBEKeySpec spec = new PBEKeySpec(text, salt, iterations, tag.length * 8);
        try {
            byte[] computed =
                    SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
            boolean same = MessageDigest.isEqual(computed, tag);
            Arrays.fill(computed, (byte) 0);
            return same;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must have " + algorithm, e);
        } finally {
            spec.clearPassword();
            Arrays.fill(text, '\0');
            Arrays.fill(characters.array(), '\0');
        }
    }

    @Override
    public boolean isCurrent() {
        return false;
    }

    @Override
    public HashWork work() {
        boolean isSha256 = algorithm.endsWith("256");
        int blocks = (tag.length + (isSha256 ? 31 : 63)) / (isSha256 ? 32 : 64);
        return new HashWork(
                isSha256 ? HashWork.Algorithm.PBKDF2_SHA256 : HashWork.Algorithm.PBKDF2_SHA512,
                (long) iterations * blocks);
    }

    @Override
    public int memoryKib() {
        return MEMORY_KIB;
    }
}
