package dev.sallyport.secret;

import dev.sallyport.text.Base64Url;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a store must keep and the application must read back: signing keys, seeds, reusable tokens. Safe for use by many
 * threads.
 *
 * <p>A sealed value opens only under the master key it was sealed with, for the same purpose, and in the row it was sealed
 * for: whoever can write to the database can neither read it, alter it nor move it.
 *
 * <p>While the master key changes there are two: the present one seals, both open, and {@link #resealed} moves a value from the
 * previous to the present one.
 *
 * <p>The format is {@code v1.<id of the master key>.<base64url of nonce, ciphertext and tag>}: AES-256-GCM with a random
 * 96-bit nonce under a key that HKDF-SHA-256 derives for the purpose. The associated data are version, key id, purpose, table
 * and row, each preceded by its length so that no two places read alike.
 */
public final class Vault {
    private static final String VERSION = "v1";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{10}");

    private final MasterKey masterKey;
    private final SecureRandom random;

    /** By master key and purpose. Purposes are words in the code of this library, so there are few. */
    private final ConcurrentMap<SealingKey, SecretKeySpec> sealingKeys = new ConcurrentHashMap<>();

    private Vault(MasterKey masterKey, SecureRandom random) {
        this.masterKey = masterKey;
        this.random = random;
    }

    public static Vault of(MasterKey masterKey, SecureRandom random) {
        return new Vault(masterKey, random);
    }

    private record SealingKey(String masterKeyId, String purpose) {}

    /**
     * @param row the id of the row that keeps it
     * @return about 4/3 of the length of {@code plain} and 52 characters more
     */
    public Sealed seal(SealedKind kind, String row, byte[] plain) {
        return seal(kind.purpose(), kind.table(), row, plain);
    }

    /**
     * Opens what {@link #seal} made for the same kind and row.
     *
     * @throws VaultException when it was altered, belongs elsewhere, or was sealed under another master key
     */
    public byte[] open(SealedKind kind, String row, Sealed sealed) {
        return open(kind.purpose(), kind.table(), row, sealed);
    }

    /**
     * The same value under the present master key; empty unless it is under the previous one.
     *
     * @throws VaultException when it says so and does not open
     */
    public Optional<Sealed> resealed(SealedKind kind, String row, Sealed sealed) {
        MasterKey previous = masterKey.previous();
        if (previous == null || !previous.id().equals(masterKeyIdOf(sealed))) {
            return Optional.empty();
        }
        return Optional.of(seal(kind, row, open(kind, row, sealed)));
    }

    /** The id of the master key a value says it is under; empty when it says none. */
    public static String masterKeyIdOf(Sealed sealed) {
        String[] parts = sealed.text().split("\\.", -1);
        return parts.length == 3
                        && parts[0].equals(VERSION)
                        && KEY_ID.matcher(parts[1]).matches()
                ? parts[1]
                : "";
    }

    /** The id of the key that seals. */
    public String masterKeyId() {
        return masterKey.id();
    }

    /** The id of the key that is going; empty when none is. */
    public Optional<String> previousMasterKeyId() {
        return Optional.ofNullable(masterKey.previous()).map(MasterKey::id);
    }

    Sealed seal(String purpose, String table, String row, byte[] plain) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, masterKey, new SealedPlace(purpose, table, row), nonce);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_LENGTH + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_LENGTH);
            return Sealed.of(prefix() + Base64Url.encode(sealed));
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    byte[] open(String purpose, String table, String row, Sealed sealed) {
        SealedPlace place = new SealedPlace(purpose, table, row);
        requireFormat(place, sealed.text());
        MasterKey key = requireKnown(place, masterKeyIdOf(sealed));
        byte[] bytes = decode(place, sealed.text());
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, place, bytes);
            return cipher.doFinal(bytes, NONCE_LENGTH, bytes.length - NONCE_LENGTH);
        } catch (AEADBadTagException e) {
            throw new VaultException(
                    place + " was altered or sealed for another row. Restore the row from a back-up, or delete it.");
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /**
     * A 32-byte key for keyed hashes of that purpose, and never one that seals. It is the same for the same master key; of two it
     * comes from the previous one, under which there may be hashes.
     */
    public byte[] derive(String purpose) {
        MasterKey previous = masterKey.previous();
        return (previous == null ? masterKey : previous).derive("derive " + purpose);
    }

    private MasterKey requireKnown(SealedPlace place, String id) {
        MasterKey key = masterKey.named(id);
        if (key == null) {
            throw new VaultException(
                    place + " was sealed under " + (id.isEmpty() ? "no master key" : "the master key " + id)
                            + ", and the present one is " + masterKey.id()
                            + ". Start with the master key it was sealed under; if both are there, give them as"
                            + " masterKey(present.withPrevious(former)).");
        }
        return key;
    }

    private static void requireFormat(SealedPlace place, String sealed) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new VaultException(place + " is not in the sealed format " + VERSION
                    + ". Restore the row from a back-up, or use the release that wrote it.");
        }
    }

    private static byte[] decode(SealedPlace place, String sealed) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(sealed.lastIndexOf('.') + 1));
            if (bytes.length >= NONCE_LENGTH + TAG_BITS / 8) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: a character that is not base64url and a text cut short are the same to an operator.
        }
        throw new VaultException(place + " was cut short or altered. Restore the row from a back-up, or delete it.");
    }

    private Cipher cipher(int mode, MasterKey under, SealedPlace place, byte[] nonce) throws GeneralSecurityException {
        SecretKeySpec key = sealingKeys.computeIfAbsent(
                new SealingKey(under.id(), place.purpose()),
                sealing -> new SecretKeySpec(under.derive("seal " + sealing.purpose), "AES"));
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_LENGTH));
        cipher.updateAAD(place.associatedData(VERSION, under.id()));
        return cipher;
    }

    private String prefix() {
        return VERSION + "." + masterKey.id() + ".";
    }

    private static IllegalStateException unavailable(GeneralSecurityException e) {
        return new IllegalStateException("Every Java platform must have " + CIPHER + " with 256-bit keys", e);
    }
}
