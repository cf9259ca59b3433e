package dev.sallyport.user;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;

/** scrypt (RFC 7914) as {@code $scrypt$ln=17,r=8,p=1$salt$hash}, {@code ln} = log₂ N. Verified, never written. */
final class ScryptHash implements PasswordHash {
    private static final int MIN_SALT = 4;
    private static final int MAX_LOG_N = 20;
    private static final int MAX_BLOCK = 32;
    private static final int MAX_PARALLEL = 16;

    /** Memory times p, in KiB: how long it takes. */
    private static final long MAX_WORK = 1L << 20;

    private static final Pattern FORMAT = Pattern.compile("\\$scrypt\\$ln=" + PhcText.NUMBER + ",r=" + PhcText.NUMBER
            + ",p=" + PhcText.NUMBER + "\\$" + PhcText.BASE64 + "\\$" + PhcText.BASE64);

    private final int logN;
    private final int block;
    private final int parallel;
    private final byte[] salt;
    private final byte[] tag;

    private ScryptHash(int logN, int block, int parallel, byte[] salt, byte[] tag) {
        this.logN = logN;
        this.block = block;
        this.parallel = parallel;
        this.salt = salt;
        this.tag = tag;
    }

    static Optional<ScryptHash> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long logN = PhcText.number(matcher, 1);
        long block = PhcText.number(matcher, 2);
        long parallel = PhcText.number(matcher, 3);
        if (logN > MAX_LOG_N || block > MAX_BLOCK || parallel > MAX_PARALLEL) {
            return Optional.empty();
        }
        // RFC 7914 section 2: N is less than 2^(128 * r / 8), which only r = 1 can break here.
        long memory = memoryKib((int) logN, (int) block);
        if ((block == 1 && logN > 15) || memory > MAX_MEMORY_KIB || memory * parallel > MAX_WORK) {
            return Optional.empty();
        }
        return PhcText.decode(matcher.group(4), MIN_SALT)
                .flatMap(salt -> PhcText.decode(matcher.group(5), PhcText.MIN_TAG)
                        .map(tag -> new ScryptHash((int) logN, (int) block, (int) parallel, salt, tag)));
    }

    private static long memoryKib(int logN, int block) {
        return Math.max(1, ((128L * block) << logN) >> 10);
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] computed = SCrypt.generate(password, salt, 1 << logN, block, parallel, tag.length);
        boolean same = MessageDigest.isEqual(computed, tag);
        Arrays.fill(computed, (byte) 0);
        return same;
    }

    @Override
    public boolean isCurrent() {
        return false;
    }

    @Override
    public HashWork work() {
        return new HashWork(HashWork.Algorithm.SCRYPT, memoryKib(logN, block) * parallel);
    }

    @Override
    public int memoryKib() {
        return (int) memoryKib(logN, block);
    }
}
