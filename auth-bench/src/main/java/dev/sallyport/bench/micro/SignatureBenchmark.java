package dev.sallyport.bench.micro;

import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.IssuedToken;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.token.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Issuing and verifying a token without any cache, beside the same signature operation over as many bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignatureBenchmark {
    @Param
    public SigningAlgorithm algorithm;

    private final TokenClaims claims = Keys.claims();
    private AccessTokens tokens;
    private String token;
    private BareSignature bare;
    private byte[] message;
    private byte[] signature;

    @Setup
    public void prepare() throws GeneralSecurityException {
        tokens = Keys.tokens(algorithm);
        token = tokens.issue(claims).token().reveal();
        if (!(tokens.verify(Secret.of(token)) instanceof Outcome.Done)) {
            throw new IllegalStateException("The token that was just issued is refused");
        }
        message = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        bare = BareSignature.of(algorithm);
        signature = bare.sign(message);
    }

    @Benchmark
    public byte[] issueBare() throws GeneralSecurityException {
        return bare.sign(message);
    }

    @Benchmark
    public IssuedToken issue() {
        return tokens.issue(claims);
    }

    @Benchmark
    public boolean verifyBare() throws GeneralSecurityException {
        return bare.verify(message, signature);
    }

    @Benchmark
    public Outcome<VerifiedToken> verify() {
        return tokens.verify(Secret.of(token));
    }
}
