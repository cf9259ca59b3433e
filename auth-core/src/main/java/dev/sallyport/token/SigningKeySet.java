package dev.sallyport.token;

import dev.sallyport.json.PlainWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All signing keys at one time. Immutable, so a verification never sees half of a change. */
final class SigningKeySet {
    private final List<SigningKey> newestFirst;
    private final Map<String, SigningKey> byKid = new HashMap<>();

    /** By the header that a key writes: the tokens that we issue are recognised without reading it. */
    private final Map<String, SigningKey> byHeader = new HashMap<>();

    private final String jwks;

    private SigningKeySet(List<SigningKey> newestFirst) {
        this.newestFirst = newestFirst;
        for (SigningKey key : newestFirst) {
            if (byKid.put(key.kid(), key) != null) {
                throw new IllegalStateException("Two signing keys have the kid " + key.kid() + ". Delete one of them.");
            }
            byHeader.put(key.header(), key);
        }
        this.jwks = PlainWriter.write(Map.of(
                "keys",
                newestFirst.stream()
                        .filter(key -> !key.isSymmetric())
                        .map(SigningKey::published)
                        .toList()));
    }

    /** @throws IllegalStateException when a kid is there twice, or symmetric and asymmetric keys are mixed */
    static SigningKeySet of(List<SigningKey> keys) {
        // With both kinds in one set a published key could be taken for a shared secret by a careless reader.
        if (keys.stream().map(SigningKey::isSymmetric).distinct().count() > 1) {
            throw new IllegalStateException("Symmetric (HS256) and asymmetric signing keys are mixed in one set: "
                    + keys
                    + ". Keep one kind, or add .replaceSigningKeys() to the builder for one start, which ends all"
                    + " tokens.");
        }
        return new SigningKeySet(keys.stream()
                .sorted(Comparator.comparingLong(
                                (SigningKey key) -> key.stored().period())
                        .reversed())
                .toList());
    }

    @Nullable
    SigningKey named(String kid) {
        return byKid.get(kid);
    }

    @Nullable
    SigningKey withHeader(String header) {
        return byHeader.get(header);
    }

    /**
     * The key that signs: the newest that is active. When none is, the first that will be within the skew, because the node
     * that made it may be ahead of this one.
     */
    Optional<SigningKey> current(Instant now, Duration skew) {
        return newestFirst.stream()
                .filter(key -> !key.stored().activeAt().isAfter(now))
                .findFirst()
                .or(() -> newestFirst.stream()
                        .filter(key -> !key.stored().activeAt().isAfter(now.plus(skew)))
                        .min(Comparator.comparing(key -> key.stored().activeAt())));
    }

    List<StoredSigningKey> stored() {
        return newestFirst.stream().map(SigningKey::stored).toList();
    }

    String jwks() {
        return jwks;
    }
}
