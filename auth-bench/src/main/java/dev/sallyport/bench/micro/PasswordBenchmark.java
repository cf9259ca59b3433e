package dev.sallyport.bench.micro;

import dev.sallyport.secret.Secret;
import dev.sallyport.user.HashingPolicy;
import dev.sallyport.user.PasswordHashes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Argon2id with 19 MiB, two passes, one lane. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PasswordBenchmark {
    private final byte[] password = "correct horse battery staple".getBytes(StandardCharsets.UTF_8);
    private final Secret secret = Secret.of(new String(password, StandardCharsets.UTF_8));
    private final PasswordHashes hashes = new PasswordHashes(HashingPolicy.defaults(), new SecureRandom());
    private final String stored = hashes.hash(secret).reveal();

    @Benchmark
    public byte[] bare() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(19_456)
                .withIterations(2)
                .withParallelism(1)
                .withSalt(new byte[16])
                .build());
        byte[] tag = new byte[32];
        generator.generateBytes(password, tag);
        return tag;
    }

    @Benchmark
    public PasswordHashes.Match verify() {
        return hashes.verify(secret, stored);
    }
}
