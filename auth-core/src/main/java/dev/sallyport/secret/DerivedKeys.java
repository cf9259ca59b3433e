package dev.sallyport.secret;

import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys for keyed hashes: derived from the master key when first needed and kept, sealed, from then on, so that they outlive it.
 * That they open is also the sign that the master key is the right one, whatever else there is to open. Immutable.
 *
 * <p>See decision 0044.
 */
public final class DerivedKeys {
    public static final String PRIVATE_TOKENS = "private tokens";
    public static final String LOGIN_ATTEMPTS = "login attempts";
    public static final String SECOND_FACTOR_ATTEMPTS = "second factor attempts";
    public static final String CLIENT_ATTEMPTS = "client attempts";

    private static final String LOCK = "kept-keys";
    private static final List<String> NAMES =
            List.of(PRIVATE_TOKENS, LOGIN_ATTEMPTS, SECOND_FACTOR_ATTEMPTS, CLIENT_ATTEMPTS);

    private final Map<String, byte[]> keys;

    private DerivedKeys(Map<String, byte[]> keys) {
        this.keys = keys;
    }

    /**
     * Opens them, and makes those that are missing; to be called when it is known that the signing keys open.
     *
     * @param replace whether one that does not open is replaced by a new one
     * @throws IllegalStateException when one does not open and is not to be replaced
     */
    public static DerivedKeys open(VaultStore store, Transactions transactions, Vault vault, boolean replace) {
        Map<String, byte[]> keys = new HashMap<>();
        for (String name : NAMES) {
            Optional<Sealed> sealed = store.findKept(name);
            keys.put(
                    name,
                    sealed.isPresent() && !replace
                            ? open(vault, name, sealed.get())
                            : transactions.inTransaction(
                                    transaction -> openOrMake(store, transaction, vault, name, replace)));
        }
        return new DerivedKeys(keys);
    }

    private static byte[] openOrMake(
            VaultStore store, Transaction transaction, Vault vault, String name, boolean replace) {
        transaction.lock(LOCK);
        Sealed there = store.findKept(name).orElse(null);
        if (there != null) {
            try {
                return open(vault, name, there);
            } catch (IllegalStateException e) {
                if (!replace) {
                    throw e;
                }
            }
        }
        byte[] key = vault.derive(name);
        Sealed sealed = vault.seal(SealedKind.KEPT_KEY, name, key);
        boolean written = there == null
                ? store.insertKept(name, sealed)
                : store.replace(SealedKind.KEPT_KEY, name, there, sealed);
        if (!written) {
            throw new StoreException("The kept key for " + name + " was changed although the lock was held; try again");
        }
        return key;
    }

    private static byte[] open(Vault vault, String name, Sealed sealed) {
        try {
            return vault.open(SealedKind.KEPT_KEY, name, sealed);
        } catch (VaultException e) {
            throw new IllegalStateException(
                    "The master key is not the one this database was written with: the kept key for " + name
                            + " cannot be opened. " + e.getMessage()
                            + " If that is lost for good, add .replaceSigningKeys() to the builder for one start: it ends"
                            + " all tokens, private tokens too, and second factors have to be set up anew.",
                    e);
        }
    }

    /** 32 bytes, the same on every node and after a restart. */
    public byte[] of(String name) {
        byte[] key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException("No key is kept for " + name);
        }
        return key.clone();
    }
}
