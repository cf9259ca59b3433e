package dev.sallyport.bench.micro;

import dev.sallyport.token.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A row of the table.
 *
 * @param what in words
 * @param ours the benchmark measured
 * @param reference the benchmark it is measured against, empty where the absolute figure counts
 * @param referenceName in words
 * @param apart the benchmark of what both spend before they begin, which is taken off; empty for nothing
 * @param target what should be reached
 */
record Comparison(String what, String ours, String reference, String referenceName, String apart, String target) {
    private static final Map<SigningAlgorithm, String> VERIFY_TARGETS = Map.of(
            SigningAlgorithm.EDDSA, "at most 1.2 ×",
            SigningAlgorithm.ES256, "at most 1.07 ×",
            SigningAlgorithm.RS256, "at most 1.31 ×",
            SigningAlgorithm.PS256, "",
            SigningAlgorithm.HS256, "at most 16 ×");

    private static final Map<SigningAlgorithm, String> ISSUE_TARGETS = Map.of(
            SigningAlgorithm.EDDSA, "at most 1.2 ×",
            SigningAlgorithm.ES256, "at most 1.1 ×",
            SigningAlgorithm.RS256, "at most 1.1 ×",
            SigningAlgorithm.PS256, "",
            SigningAlgorithm.HS256, "at most 10 ×");

    static List<Comparison> all() {
        List<Comparison> rows = new ArrayList<>();
        rows.add(new Comparison(
                "limiter, 100,000 keys",
                "Limiter.sallyport",
                "Limiter.bucket4j",
                "Bucket4j",
                "Limiter.keyAlone",
                "at most 0.35 µs"));
        rows.add(new Comparison(
                "limiter, 100,000 keys, two windows",
                "Limiter.sallyportTwoWindows",
                "Limiter.bucket4j",
                "Bucket4j",
                "Limiter.keyAlone",
                ""));
        rows.add(new Comparison("  making a key for it, taken off", "Limiter.keyAlone", "", "", "", ""));
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            rows.add(new Comparison(
                    "verify " + algorithm.headerName() + ", cold",
                    "Signature.verify " + algorithm,
                    "Signature.verifyBare " + algorithm,
                    "bare",
                    "",
                    VERIFY_TARGETS.getOrDefault(algorithm, "")));
        }
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            rows.add(new Comparison(
                    "issue " + algorithm.headerName(),
                    "Signature.issue " + algorithm,
                    "Signature.issueBare " + algorithm,
                    "bare",
                    "",
                    ISSUE_TARGETS.getOrDefault(algorithm, "")));
        }
        rows.add(new Comparison(
                "JWT, warm",
                "Authenticate.warm JWT",
                "Digest.lookUp 704",
                "digest and look-up",
                "",
                "at most 0.9 µs, 2 kB"));
        rows.add(new Comparison(
                "API key, warm",
                "Authenticate.warm KEY",
                "Digest.lookUp 62",
                "digest and look-up",
                "",
                "at most 0.35 µs, 300 B"));
        rows.add(new Comparison(
                "JWT (RS256), cold, with session and owner",
                "Authenticate.cold JWT",
                "Signature.verify RS256",
                "the token alone",
                "",
                ""));
        rows.add(new Comparison(
                "API key, cold, with owner",
                "Authenticate.cold KEY",
                "Digest.lookUp 62",
                "digest and look-up",
                "",
                ""));
        for (int length : new int[] {62, 704}) {
            rows.add(new Comparison(
                    "SHA-256 of " + length + " characters and a look-up",
                    "Digest.lookUp " + length,
                    "Digest.digest " + length,
                    "SHA-256",
                    "",
                    ""));
        }
        rows.add(new Comparison(
                "Argon2id, verify a password", "Password.verify", "Password.bare", "bare", "", "at most 30 ms, 21 MB"));
        return rows;
    }
}
