package dev.sallyport.bench.micro;

import dev.sallyport.Sallyport;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.bench.Application;
import dev.sallyport.token.SigningAlgorithm;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From a credential to its caller: 256 credentials in rotation, known (warm) or not known any more (cold). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AuthenticateBenchmark {
    private static final int CREDENTIALS = 256;
    private static final String ADDRESS = "192.0.2.7";

    @Param
    public Application.Kind kind;

    private Application warm;
    private Application cold;
    private String[] known;
    private String[] forgotten;
    private int next;

    @Setup
    public void prepare() {
        warm = new Application(100_000, SigningAlgorithm.RS256);
        known = warm.credentials(kind, CREDENTIALS).toArray(String[]::new);
        // A cache of one forgets each credential before its turn comes again.
        cold = new Application(1, SigningAlgorithm.RS256);
        forgotten = cold.credentials(kind, CREDENTIALS).toArray(String[]::new);
        for (AuthenticationResult authentication : List.of(warm(), cold())) {
            if (!(authentication instanceof AuthenticationResult.Accepted)) {
                throw new IllegalStateException("A credential that was just made is refused: " + authentication);
            }
        }
    }

    @TearDown
    public void close() {
        warm.close();
        cold.close();
    }

    @Benchmark
    public AuthenticationResult warm() {
        return authenticate(warm.auth(), known);
    }

    @Benchmark
    public AuthenticationResult cold() {
        return authenticate(cold.auth(), forgotten);
    }

    private AuthenticationResult authenticate(Sallyport auth, String[] credentials) {
        next = (next + 1) & (CREDENTIALS - 1);
        return auth.authenticate(credentials[next], ADDRESS);
    }
}
