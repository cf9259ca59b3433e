package dev.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A signing key that was opened and found strong enough, ready to sign and verify. Immutable. */
final class SigningKey {
    /** 112 bits of strength: enough for a key that signs for months and tokens that live for hours, and quick to verify. */
    private static final int RSA_BITS = 2048;

    private static final int HMAC_BITS = 256;

    private final StoredSigningKey stored;
    private final JWK jwk;
    private final String algorithmName;
    private final String header;
    private final KeyOperations operations;

    private SigningKey(StoredSigningKey stored, JWK jwk, String edDsaName, KeyOperations operations) {
        this.stored = stored;
        this.jwk = jwk;
        this.algorithmName = stored.algorithm() == SigningAlgorithm.EDDSA
                ? edDsaName
                : stored.algorithm().headerName();
        String json = new JsonWriter()
                .member("alg", algorithmName)
                .member("typ", UnverifiedToken.TYPE)
                .member("kid", stored.kid())
                .end();
        this.header = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        this.operations = operations;
    }

    /** Makes a new key pair and seals it. */
    static StoredSigningKey generate(
            SigningAlgorithm algorithm,
            long period,
            Instant createdAt,
            Instant activeAt,
            Vault vault,
            SecureRandom random) {
        byte[] id = new byte[12];
        random.nextBytes(id);
        String kid = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        byte[] json = generate(algorithm, kid, random).toJSONString().getBytes(StandardCharsets.UTF_8);
        return new StoredSigningKey(
                kid, period, algorithm, createdAt, activeAt, vault.seal(SealedKind.SIGNING_KEY, kid, json));
    }

    private static JWK generate(SigningAlgorithm algorithm, String kid, SecureRandom random) {
        JWSAlgorithm alg = JWSAlgorithm.parse(algorithm.headerName());
        try {
            return switch (algorithm) {
                case EDDSA ->
                    Ed25519Operations.generate(random)
                            .keyID(kid)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(alg)
                            .build();
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .secureRandom(random)
                            .keyID(kid)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(alg)
                            .generate();
                case RS256, PS256 ->
                    new RSAKeyGenerator(RSA_BITS)
                            .secureRandom(random)
                            .keyID(kid)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(alg)
                            .generate();
                case HS256 ->
                    new OctetSequenceKeyGenerator(HMAC_BITS)
                            .secureRandom(random)
                            .keyID(kid)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(alg)
                            .generate();
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot make a key for " + algorithm.headerName(), e);
        }
    }

    /**
     * Opens a stored key.
     *
     * @throws dev.sallyport.secret.VaultException when it was sealed under another master key or altered
     * @throws IllegalStateException when it is too weak or does not fit its algorithm
     */
    static SigningKey open(StoredSigningKey stored, Vault vault, String edDsaName) {
        String json =
                new String(vault.open(SealedKind.SIGNING_KEY, stored.kid(), stored.sealed()), StandardCharsets.UTF_8);
        try {
            return of(stored, JWK.parse(json), edDsaName);
        } catch (ParseException e) {
            // Without the cause: its message may repeat a part of the key.
            throw new IllegalStateException("Signing key " + stored.kid() + " is no JWK");
        }
    }

    static SigningKey of(StoredSigningKey stored, JWK jwk, String edDsaName) {
        if (stored.algorithm() == SigningAlgorithm.EDDSA) {
            BouncyCastle.require("Signing key " + stored.kid() + " of type Ed25519");
        }
        String fault = faultOf(stored, jwk);
        if (!fault.isEmpty()) {
            throw new IllegalStateException("Signing key " + stored.kid() + " (" + stored.algorithm() + ") " + fault
                    + ". Revoke it with SigningKeys.revoke, or restore it from a back-up.");
        }
        try {
            return new SigningKey(stored, jwk, edDsaName, KeyOperations.of(jwk, stored.algorithm()));
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing key " + stored.kid() + " cannot be used", e);
        }
    }

    private static String faultOf(StoredSigningKey stored, JWK jwk) {
        if (!stored.kid().equals(jwk.getKeyID())) {
            return "has another kid inside: " + jwk.getKeyID();
        }
        if (!jwk.isPrivate()) {
            return "has no private part";
        }
        if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) {
            return "is for the use \"" + jwk.getKeyUse() + "\", not for signatures";
        }
        Set<KeyOperation> allowed = jwk.getKeyOperations();
        if (allowed != null && !allowed.containsAll(Set.of(KeyOperation.SIGN, KeyOperation.VERIFY))) {
            return "is for the operations " + allowed + ", not for sign and verify";
        }
        if (jwk.getAlgorithm() != null
                && !stored.algorithm().headerName().equals(jwk.getAlgorithm().getName())) {
            return "is for the algorithm " + jwk.getAlgorithm();
        }
        return switch (stored.algorithm()) {
            case EDDSA ->
                has(jwk, KeyType.OKP)
                                && Curve.Ed25519.equals(jwk.toOctetKeyPair().getCurve())
                        ? ""
                        : "is not on the curve Ed25519";
            case ES256 ->
                has(jwk, KeyType.EC) && Curve.P_256.equals(jwk.toECKey().getCurve()) ? "" : "is not on the curve P-256";
            case RS256, PS256 -> has(jwk, KeyType.RSA) ? tooShort(jwk, RSA_BITS) : "is no RSA key";
            case HS256 -> has(jwk, KeyType.OCT) ? tooShort(jwk, HMAC_BITS) : "is no symmetric key";
        };
    }

    private static boolean has(JWK jwk, KeyType type) {
        return type.equals(jwk.getKeyType());
    }

    private static String tooShort(JWK jwk, int bits) {
        return jwk.size() >= bits ? "" : "has " + jwk.size() + " bits, at least " + bits + " are needed";
    }

    StoredSigningKey stored() {
        return stored;
    }

    String kid() {
        return stored.kid();
    }

    boolean isSymmetric() {
        return stored.algorithm() == SigningAlgorithm.HS256;
    }

    /** Whether {@code alg} names the algorithm of this key; an Ed25519 key has two names (RFC 8037, RFC 9864). */
    boolean isNamed(String alg) {
        return alg.equals(stored.algorithm().headerName())
                || (stored.algorithm() == SigningAlgorithm.EDDSA && alg.equals("Ed25519"));
    }

    /** The header of the tokens it signs, encoded. */
    String header() {
        return header;
    }

    KeyOperations operations() {
        return operations;
    }

    /** What the JWKS says about it; not for symmetric keys. */
    Map<String, Object> published() {
        Map<String, Object> members = Objects.requireNonNull(jwk.toPublicJWK()).toJSONObject();
        members.put("alg", algorithmName);
        return members;
    }

    @Override
    public String toString() {
        return stored.toString();
    }
}
