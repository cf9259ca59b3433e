package dev.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** RSA keys that are made once for all tests of a run, since making one is slow. Safe for use by many threads. */
final class RsaKeys {
    private static final List<RSAKey> TWO = List.of(make(), make());
    private static final AtomicInteger NEXT = new AtomicInteger();

    private RsaKeys() {}

    private static RSAKey make() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another key than the last time this was called. */
    static RSAKey another(String kid, SigningAlgorithm algorithm) {
        return new RSAKey.Builder(TWO.get(NEXT.getAndIncrement() & 1))
                .keyID(kid)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.parse(algorithm.headerName()))
                .build();
    }

    /** A first signing key for tokens of an RSA algorithm; empty for the others, whose keys are made quickly. */
    static Optional<StoredSigningKey> firstOf(SigningAlgorithm algorithm, Instant now, Vault vault) {
        if (algorithm != SigningAlgorithm.RS256 && algorithm != SigningAlgorithm.PS256) {
            return Optional.empty();
        }
        String kid = "rsa-" + NEXT.get();
        String json = another(kid, algorithm).toJSONString();
        return Optional.of(new StoredSigningKey(
                kid,
                1,
                algorithm,
                now,
                now,
                vault.seal(SealedKind.SIGNING_KEY, kid, json.getBytes(StandardCharsets.UTF_8))));
    }
}
