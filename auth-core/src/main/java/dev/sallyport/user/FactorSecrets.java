package dev.sallyport.user;

import dev.sallyport.log.RareLines;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Makes, seals and reads what second factors consist of: seeds and recovery codes. Safe for use by many threads. */
final class FactorSecrets {
    // RFC 4226 section 4, R6: 160 bits are recommended.
    private static final int SEED_BYTES = 20;
    private static final int MIN_SEED_BYTES = 16;
    private static final int RECOVERY_CODES = 10;
    // 125 bits: 25 characters of base32.
    private static final int RECOVERY_BYTES = 16;
    private static final int RECOVERY_LENGTH = 25;

    private final RareLines unreadable = new RareLines(System.getLogger(FactorSecrets.class.getName()));
    private final Vault vault;
    private final String issuer;
    private final InstantSource clock;
    private final SecureRandom random;

    /** @param issuer as authenticator apps show it */
    FactorSecrets(Vault vault, String issuer, InstantSource clock, SecureRandom random) {
        this.vault = vault;
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
    }

    byte[] newSeed() {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return seed;
    }

    /** @throws IllegalArgumentException when it is no seed in base32 of 16 bytes or more; the message does not repeat it */
    static byte[] seedOf(Secret base32) {
        byte[] bytes = Base32.decode(base32.reveal());
        if (bytes.length < MIN_SEED_BYTES) {
            throw new IllegalArgumentException(
                    "A seed has " + MIN_SEED_BYTES + " bytes or more, this has " + bytes.length);
        }
        return bytes;
    }

    /** An unconfirmed factor with that seed. */
    SecondFactor seal(String ownerId, byte[] seed) {
        Sealed sealed = vault.seal(SealedKind.TOTP_SEED, ownerId, seed);
        return new SecondFactor(ownerId, sealed, clock.instant(), null, 0);
    }

    NewSecondFactor shown(User owner, byte[] seed) {
        String text = Base32.encode(seed);
        // Neither may have a colon, encoded or not: an app cuts the label at the first one (Key URI format).
        String shown = issuer.replace(':', '-');
        String label = encode(shown) + ":" + encode(owner.login().replace(':', '-'));
        String uri = "otpauth://totp/" + label + "?secret=" + text + "&issuer=" + encode(shown)
                + "&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.STEP_SECONDS;
        return new NewSecondFactor(Secret.of(text), Secret.of(uri));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The step whose code this is; empty when it is none of now, or the seed cannot be opened. */
    OptionalLong stepOf(SecondFactor factor, Secret code) {
        try {
            return Totp.stepOf(plain(code), seed(factor), clock.instant());
        } catch (VaultException e) {
            unreadable.log(
                    Level.WARNING, "A second factor cannot be opened; its owner needs it removed and a new one", e);
            return OptionalLong.empty();
        }
    }

    /** Tells whether both were sealed from the same seed. */
    boolean isSameSeed(SecondFactor one, SecondFactor other) {
        return MessageDigest.isEqual(seed(one), seed(other));
    }

    private byte[] seed(SecondFactor factor) {
        return vault.open(SealedKind.TOTP_SEED, factor.ownerId(), factor.sealedSeed());
    }

    List<Secret> newRecoveryCodes() {
        List<Secret> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[RECOVERY_BYTES];
            random.nextBytes(bytes);
            codes.add(
                    Secret.of(Base32.encode(bytes).substring(0, RECOVERY_LENGTH).toLowerCase(Locale.ROOT)));
        }
        return codes;
    }

    static boolean isRecoveryCode(String plain) {
        return plain.length() == RECOVERY_LENGTH;
    }

    /** As people write them: with spaces or hyphens between groups, in any case. */
    static String plain(Secret code) {
        return code.reveal().replace(" ", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
