package dev.sallyport.token;

/** The algorithms a signing key can have (RFC 7518 §3.1, RFC 8037 §3.1). There is no way to name {@code none}. */
public enum SigningAlgorithm {
    /** Ed25519. The default: small, quick, deterministic. */
    EDDSA("EdDSA", true),
    /** ECDSA over P-256 with SHA-256. */
    ES256("ES256", false),
    /** RSASSA-PKCS1-v1_5 with SHA-256, for clients that know nothing else. */
    RS256("RS256", true),
    /** RSASSA-PSS with SHA-256. */
    PS256("PS256", false),
    /** HMAC with SHA-256. The key is never published, so only this application can verify. */
    HS256("HS256", true);

    private final String headerName;
    private final boolean deterministic;

    SigningAlgorithm(String headerName, boolean deterministic) {
        this.headerName = headerName;
        this.deterministic = deterministic;
    }

    /** The value of {@code alg}. */
    public String headerName() {
        return headerName;
    }

    /** Whether signing the same bytes twice gives the same signature. */
    public boolean isDeterministic() {
        return deterministic;
    }
}
