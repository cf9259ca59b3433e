package dev.sallyport.cli;

import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.TokenExplanation;
import dev.sallyport.token.TokenPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about access tokens, read from standard input. For one thread. */
@Command(name = "token", description = "Access tokens, read from standard input.")
final class TokenCommands extends Group {
    private static final String NOWHERE = "192.0.2.1";

    private final InstantSource clock = InstantSource.system();

    TokenCommands(Root root) {
        super(root);
    }

    @Command(
            description = {
                "Tells whether the application accepts the token, and for whom; exit code 1 if it does not.",
                "With --jwks it works offline, by signature and claims alone."
            })
    int verify(
            @Option(names = "--jwks", paramLabel = "FILE", description = "A JWK set; no database is used") @Nullable
                    Path jwks) {
        Secret token = surroundings().secret("The token");
        return jwks == null ? with(operator -> live(operator, token)) : verdict(explained(token, jwks));
    }

    private int live(Operator operator, Secret token) {
        AuthenticationResult result = operator.auth.authenticate(token, ClientAddress.of(NOWHERE));
        if (result instanceof AuthenticationResult.Accepted accepted) {
            Caller caller = accepted.caller();
            printer()
                    .one(new Row()
                            .with("valid", true)
                            .with("cause", null)
                            .with("owner", caller.id())
                            .with("kind", CliSettings.lower(caller.kind()))
                            .with("tenant", caller.tenant())
                            .with("session", caller.sessionId())
                            .with("credential", caller.credentialId())
                            .with("expires_at", caller.expiresAt()));
            return Exit.OK;
        }
        Refusal refusal = ((AuthenticationResult.Refused) result).refusal();
        printer().one(invalid(CliSettings.lower(refusal.cause())));
        return Exit.REFUSED;
    }

    private static Row invalid(String cause) {
        return new Row()
                .with("valid", false)
                .with("cause", cause)
                .with("owner", null)
                .with("kind", null)
                .with("tenant", null)
                .with("session", null)
                .with("credential", null)
                .with("expires_at", null);
    }

    private int verdict(List<TokenExplanation.Finding> findings) {
        String faults = String.join(
                ", ",
                findings.stream()
                        .filter(finding -> !finding.fits())
                        .map(TokenExplanation.Finding::part)
                        .toList());
        printer().one(faults.isEmpty() ? invalid("").with("valid", true).with("cause", null) : invalid(faults));
        return faults.isEmpty() ? Exit.OK : Exit.REFUSED;
    }

    @Command(
            description = {
                "Explains part by part and claim by claim why a token is accepted or refused; exit code 1 if "
                        + "it is refused.",
                "With --jwks it works offline; without it, it also checks session and owner."
            })
    int explain(
            @Option(names = "--jwks", paramLabel = "FILE", description = "A JWK set; no database is used") @Nullable
                    Path jwks) {
        Secret token = surroundings().secret("The token");
        if (jwks != null) {
            return show(explained(token, jwks));
        }
        return with(operator -> {
            TokenPolicy policy = operator.auth.tokenPolicy();
            List<TokenExplanation.Finding> findings = new ArrayList<>(TokenExplanation.of(
                    token,
                    policy,
                    operator.auth.signingKeys().jwks(),
                    operator.auth.clock().instant()));
            findings.add(stored(operator, token));
            return show(findings);
        });
    }

    private static TokenExplanation.Finding stored(Operator operator, Secret token) {
        AuthenticationResult result = operator.auth.authenticate(token, ClientAddress.of(NOWHERE));
        boolean taken = result instanceof AuthenticationResult.Accepted;
        return new TokenExplanation.Finding(
                "database",
                null,
                taken,
                taken
                        ? "session, key and owner are valid"
                        : "Refused: expired or forged as above, or its session, key or owner is no longer valid");
    }

    private List<TokenExplanation.Finding> explained(Secret token, Path jwks) {
        TokenPolicy defaults = TokenPolicy.defaults(target().issuer());
        TokenPolicy policy = target().audience().map(defaults::withAudience).orElse(defaults);
        Instant now = clock.instant();
        try {
            return TokenExplanation.of(token, policy, Files.readString(jwks), now);
        } catch (IOException e) {
            throw new IllegalStateException("The file " + jwks + " cannot be read", e);
        }
    }

    private int show(List<TokenExplanation.Finding> findings) {
        printer()
                .list(
                        "findings",
                        findings.stream()
                                .map(finding -> new Row()
                                        .with("part", finding.part())
                                        .with("value", finding.value())
                                        .with("fits", finding.fits())
                                        .with("note", finding.note()))
                                .toList(),
                        null);
        return findings.stream().allMatch(TokenExplanation.Finding::fits) ? Exit.OK : Exit.REFUSED;
    }
}
