package dev.sallyport.bench.micro;

import dev.sallyport.audit.AuditSink;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.environment.Environment;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Vault;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.SigningKeys;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.token.TokenPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Token services over a new signing key, and the claims of an ordinary token. */
final class Keys {
    private Keys() {}

    static AccessTokens tokens(SigningAlgorithm algorithm) {
        SecureRandom random = new SecureRandom();
        InstantSource time = InstantSource.system();
        Vault vault = Vault.of(MasterKey.random(random), random);
        TokenPolicy policy = TokenPolicy.defaults("https://api.example.com")
                .withAlgorithm(algorithm)
                .checked();
        InMemoryStores stores = InMemoryStores.create();
        AuditSink audit = event -> {};
        SigningKeys keys =
                new SigningKeys(stores.signingKeys(), vault, policy, new Environment(stores, audit, time, random));
        keys.start();
        return new AccessTokens(policy, keys, vault, time, random);
    }

    static TokenClaims claims() {
        return new TokenClaims(
                "4f0c2f5e-8e0b-4a55-9c7e-1d8f7f0f3d11",
                "sallyport",
                CallerKind.USER,
                "acme",
                ScopeSet.of("dashboards:read", "reports:generate", "reports:read"),
                Set.of("analyst"),
                "s_7Qm2vJ4kT9xW1bZc5dFg",
                null,
                Instant.now(),
                List.of("pwd"),
                Map.of(),
                Duration.ofHours(1));
    }
}
