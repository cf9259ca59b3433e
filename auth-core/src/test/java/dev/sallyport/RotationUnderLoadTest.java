package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.Together;
import dev.sallyport.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Signing keys change while others log in and call: no valid token is ever refused. */
class RotationUnderLoadTest {
    private static final int ROTATIONS = 25;

    @Test
    void noValidTokenIsRefusedWhileSigningKeysRotate() throws Exception {
        try (Node node = Node.create()) {
            node.user("ada", "viewer");
            Secret key = node.key("ada").secret();
            AtomicBoolean rotated = new AtomicBoolean();
            AtomicInteger next = new AtomicInteger();
            AtomicInteger calls = new AtomicInteger();
            Callable<Integer> logInAndCall = () -> {
                List<Secret> tokens = new ArrayList<>();
                int refused = 0;
                boolean last;
                do {
                    last = rotated.get();
                    tokens.add(node.keyLogin(key, "s" + next.incrementAndGet()).accessToken());
                    for (Secret token : tokens.subList(Math.max(0, tokens.size() - 20), tokens.size())) {
                        calls.incrementAndGet();
                        refused += node.accepts(token) ? 0 : 1;
                    }
                } while (!last);
                return refused;
            };
            Callable<Integer> rotate = () -> {
                for (int i = 0; i < ROTATIONS; i++) {
                    int seen = calls.get();
                    node.auth.signingKeys().rotateNow();
                    while (calls.get() < seen + 10) {
                        Thread.onSpinWait();
                    }
                }
                rotated.set(true);
                return 0;
            };
            AtomicInteger role = new AtomicInteger();
            List<Integer> refused =
                    Together.run(5, () -> role.getAndIncrement() == 0 ? rotate.call() : logInAndCall.call());
            assertThat(refused).containsOnly(0);
            assertThat(node.stores.stores().signingKeys().findAll()).hasSize(ROTATIONS + 1);
        }
    }
}
