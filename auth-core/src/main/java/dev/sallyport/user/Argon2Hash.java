package dev.sallyport.user;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2 (RFC 9106) as a PHC string. Written is Argon2id, version 1.3, at OWASP's parameters; read are the other two types and
 * version 1.0 as well, because other software wrote them.
 */
final class Argon2Hash implements PasswordHash {
    /** Written without {@code v=} by software of before version 1.3. */
    private static final int VERSION_10 = Argon2Parameters.ARGON2_VERSION_10;

    private static final int VERSION_13 = Argon2Parameters.ARGON2_VERSION_13;

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;

    private static final int MIN_SALT = 8;
    private static final int MAX_PASSES = 16;
    private static final int MAX_LANES = 16;

    private static final Pattern FORMAT = Pattern.compile("\\$argon2(id|i|d)(?:\\$v=(16|19))?\\$m=" + PhcText.NUMBER
            + ",t=" + PhcText.NUMBER + ",p=" + PhcText.NUMBER + "\\$" + PhcText.BASE64 + "\\$" + PhcText.BASE64);

    private final Argon2Parameters parameters;
    private final byte[] tag;

    private Argon2Hash(Argon2Parameters parameters, byte[] tag) {
        this.parameters = parameters;
        this.tag = tag;
    }

    static Optional<Argon2Hash> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long memory = PhcText.number(matcher, 3);
        long passes = PhcText.number(matcher, 4);
        long lanes = PhcText.number(matcher, 5);
        if (memory > MAX_MEMORY_KIB || passes > MAX_PASSES || lanes > MAX_LANES || memory < 8 * lanes) {
            return Optional.empty();
        }
        int type = type(matcher.group(1));
        int version = matcher.group(2) == null ? VERSION_10 : Integer.parseInt(matcher.group(2));
        return PhcText.decode(matcher.group(6), MIN_SALT)
                .flatMap(salt -> PhcText.decode(matcher.group(7), PhcText.MIN_TAG)
                        .map(tag -> new Argon2Hash(
                                parameters(type, version, (int) memory, (int) passes, (int) lanes, salt), tag)));
    }

    /** The PHC string of a new hash, with a fresh salt. */
    static String create(byte[] password, SecureRandom random) {
        Argon2Parameters parameters = current(random);
        byte[] tag = compute(parameters, password, TAG_BYTES);
        return "$argon2id$v=" + VERSION_13 + "$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$"
                + PhcText.encode(parameters.getSalt()) + "$" + PhcText.encode(tag);
    }

    /** A hash that costs what a new one costs and that no password is known for. */
    static Argon2Hash decoy(SecureRandom random) {
        byte[] tag = new byte[TAG_BYTES];
        random.nextBytes(tag);
        return new Argon2Hash(current(random), tag);
    }

    /** How many hashes of ours use the memory of this one; at least one. */
    static int weightOf(int memoryKib) {
        return Math.max(1, (memoryKib + MEMORY_KIB - 1) / MEMORY_KIB);
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] computed = compute(parameters, password, tag.length);
        boolean same = MessageDigest.isEqual(computed, tag);
        Arrays.fill(computed, (byte) 0);
        return same;
    }

    @Override
    public boolean isCurrent() {
        return parameters.getType() == Argon2Parameters.ARGON2_id
                && parameters.getVersion() == VERSION_13
                && parameters.getMemory() >= MEMORY_KIB
                && parameters.getIterations() >= PASSES
                && parameters.getSalt().length >= SALT_BYTES
                && tag.length >= TAG_BYTES;
    }

    @Override
    public boolean isNew() {
        return parameters.getMemory() == MEMORY_KIB && parameters.getIterations() == PASSES;
    }

    @Override
    public HashWork work() {
        return new HashWork(HashWork.Algorithm.ARGON2, (long) parameters.getMemory() * parameters.getIterations());
    }

    @Override
    public int memoryKib() {
        return parameters.getMemory();
    }

    private static Argon2Parameters current(SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return parameters(Argon2Parameters.ARGON2_id, VERSION_13, MEMORY_KIB, PASSES, LANES, salt);
    }

    private static byte[] compute(Argon2Parameters parameters, byte[] password, int length) {
        // One generator a call: it keeps the memory matrix and is not safe for several threads.
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] tag = new byte[length];
        generator.generateBytes(password, tag);
        return tag;
    }

    private static int type(String name) {
        return switch (name) {
            case "id" -> Argon2Parameters.ARGON2_id;
            case "i" -> Argon2Parameters.ARGON2_i;
            default -> Argon2Parameters.ARGON2_d;
        };
    }

    private static Argon2Parameters parameters(int type, int version, int memory, int passes, int lanes, byte[] salt) {
        return new Argon2Parameters.Builder(type)
                .withVersion(version)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
    }
}
