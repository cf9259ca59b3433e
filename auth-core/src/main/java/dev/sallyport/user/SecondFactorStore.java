package dev.sallyport.user;

import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Where second factors and recovery codes are kept, one factor for an owner at most. Safe for use by many threads; every
 * method throws {@link dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its
 * thread where there is one.
 */
public interface SecondFactorStore {
    Optional<SecondFactor> find(String ownerId);

    /**
     * Writes an unconfirmed factor in place of another unconfirmed one, or of none.
     *
     * @return false when the owner has a confirmed one, which stays
     */
    boolean enrol(SecondFactor factor);

    /**
     * Confirms the factor with that seed and gives its owner these recovery codes and no others.
     *
     * @param step whose code confirmed it
     * @return false when there is no unconfirmed factor with that seed
     */
    boolean confirm(String ownerId, Sealed sealedSeed, Instant at, long step, Collection<SecretDigest> recoveryCodes);

    /**
     * Accepts a step as one conditional statement: of any number of callers with the same one, on whatever node, one succeeds.
     *
     * @return false unless the factor is confirmed and the step newer than all accepted before
     */
    boolean acceptStep(String ownerId, long step);

    /** Removes a recovery code; of any number of callers with the same one, one gets true. */
    boolean spendRecoveryCode(String ownerId, SecretDigest code);

    int recoveryCodesLeft(String ownerId);

    /**
     * Gives the owner of a confirmed factor these recovery codes and no others.
     *
     * @return false when there is no confirmed factor; nothing is written then
     */
    boolean replaceRecoveryCodes(String ownerId, Collection<SecretDigest> recoveryCodes);

    /**
     * Removes the factor and its recovery codes.
     *
     * @return false when there was none
     */
    boolean delete(String ownerId);

    /** Removes at most {@code max} that were enrolled before the instant and never confirmed, oldest first; returns how many. */
    int deleteUnconfirmed(Instant before, int max);
}
