package dev.sallyport.bench.memory;

import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.bench.Application;
import dev.sallyport.token.SigningAlgorithm;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cached credential takes: the heap in use after a collection, before and after a node has seen them. The credentials
 * themselves and the rows they rest on are there before, and do not count. 10,000, because making more in memory takes long;
 * {@code -Dsallyport.bench.cached=100000} for another number.
 */
public final class Cached {
    private static final int CREDENTIALS = Integer.getInteger("sallyport.bench.cached", 10_000);
    private static final int COLLECTIONS = 4;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private Cached() {}

    public static void main(String[] arguments) {
        for (Application.Kind kind : Application.Kind.values()) {
            System.out.println(kind + ": " + bytesEach(kind) + " bytes each, of " + CREDENTIALS);
        }
    }

    private static long bytesEach(Application.Kind kind) {
        try (Application application = new Application(2 * CREDENTIALS, SigningAlgorithm.EDDSA)) {
            List<String> credentials = new ArrayList<>(application.credentials(kind, CREDENTIALS));
            // What the first ones make for all is none of the others'.
            String first = credentials.remove(0);
            authenticate(application, first);
            long before = used();
            credentials.forEach(credential -> authenticate(application, credential));
            long after = used();
            authenticate(application, first);
            return (after - before) / credentials.size();
        }
    }

    private static void authenticate(Application application, String credential) {
        AuthenticationResult answer = application.auth().authenticate(credential, "192.0.2.7");
        if (!(answer instanceof AuthenticationResult.Accepted)) {
            throw new IllegalStateException("A credential that was just made is refused: " + answer);
        }
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            MEMORY.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
