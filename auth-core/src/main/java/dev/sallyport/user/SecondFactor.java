package dev.sallyport.user;

import dev.sallyport.secret.Sealed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The second factor of one owner. Immutable.
 *
 * @param sealedSeed what the codes are made from, sealed for this row
 * @param createdAt when it was enrolled
 * @param confirmedAt when a code showed that the owner has it; null until then, and until then it counts for nothing
 * @param lastStep the newest step whose code was accepted; no code of it, or of an older one, counts again
 */
public record SecondFactor(
        String ownerId,
        Sealed sealedSeed,
        Instant createdAt,
        @Nullable Instant confirmedAt,
        long lastStep) {}
