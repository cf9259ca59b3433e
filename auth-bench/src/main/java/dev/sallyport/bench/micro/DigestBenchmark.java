package dev.sallyport.bench.micro;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.secret.SecretDigest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What every request must pay at least: the digest of its credential, and a look-up by it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DigestBenchmark {
    private static final int CREDENTIALS = 1_024;

    /** Characters: an API key, and a token signed with RS256. */
    @Param({"62", "704"})
    public int length;

    private final Cache<SecretDigest, Integer> cache =
            Caffeine.newBuilder().maximumSize(10L * CREDENTIALS).build();
    private final String[] credentials = new String[CREDENTIALS];
    private int next;

    @Setup
    public void fill() {
        Random random = new Random(4);
        for (int i = 0; i < CREDENTIALS; i++) {
            credentials[i] = random.ints(length, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            cache.put(SecretDigest.of(credentials[i]), i);
        }
    }

    private String credential() {
        next = (next + 1) & (CREDENTIALS - 1);
        return credentials[next];
    }

    @Benchmark
    public SecretDigest digest() {
        return SecretDigest.of(credential());
    }

    @Benchmark
    public Integer lookUp() {
        return cache.getIfPresent(SecretDigest.of(credential()));
    }
}
