package dev.sallyport.user;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How much a password hash computes, in rounds of its algorithm: the same on every machine. Immutable.
 *
 * @param rounds in which the time is linear
 */
record HashWork(Algorithm algorithm, long rounds) {
    private static final byte[] SALT = "a salt to measure".substring(0, 16).getBytes(StandardCharsets.US_ASCII);
    private static final int RUNS = 20;

    enum Algorithm {
        BCRYPT(1 << 4),
        PBKDF2_SHA256(2_000),
        PBKDF2_SHA512(2_000),
        /** KiB, times p. */
        SCRYPT(1 << 8),
        /** KiB, times passes. */
        ARGON2(1 << 10);

        private final int sample;

        Algorithm(int sample) {
            this.sample = sample;
        }
    }

    /** One line; {@link #parse} reads it back. */
    String text() {
        return algorithm.name().toLowerCase(Locale.ROOT) + ":" + rounds;
    }

    /** @throws IllegalArgumentException when it is no such line */
    static HashWork parse(String text) {
        int colon = text.indexOf(':');
        return new HashWork(
                Algorithm.valueOf(text.substring(0, Math.max(0, colon)).toUpperCase(Locale.ROOT)),
                Long.parseLong(text.substring(colon + 1)));
    }

    /** How long it takes on this machine, measured by a small sample: the shortest of many runs, since what else runs only adds. */
    Duration measure() {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            computeSample();
            least = Math.min(least, System.nanoTime() - start);
        }
        return Duration.ofNanos((long) ((double) least / algorithm.sample * rounds));
    }

    private void computeSample() {
        switch (algorithm) {
            case BCRYPT -> OpenBSDBCrypt.generate(SALT, SALT, 4);
            case PBKDF2_SHA256 -> pbkdf2("PBKDF2WithHmacSHA256");
            case PBKDF2_SHA512 -> pbkdf2("PBKDF2WithHmacSHA512");
            case SCRYPT -> SCrypt.generate(SALT, SALT, 1 << 8, 8, 1, 32);
            case ARGON2 -> {
                Argon2BytesGenerator generator = new Argon2BytesGenerator();
                generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withMemoryAsKB(algorithm.sample)
                        .withIterations(1)
                        .withParallelism(1)
                        .withSalt(SALT)
                        .build());
                generator.generateBytes(SALT, new byte[32]);
            }
        }
    }

    private void pbkdf2(String name) {
        try {
            SecretKeyFactory.getInstance(name)
                    .generateSecret(new PBEKeySpec("a sample".toCharArray(), SALT, algorithm.sample, 256))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must have " + name, e);
        }
    }
}
