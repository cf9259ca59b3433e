package dev.sallyport.bench.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** What many write by hand: the token is verified on each request, its claims and one scope are checked, and that is all. */
final class NimbusFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String SCHEME = "Bearer ";

    private final transient DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private NimbusFilter(JWKSet keys) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
        JWTClaimsSet exact =
                new JWTClaimsSet.Builder().issuer("https://api.example.com").build();
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>("https://api.example.com", exact, Set.of("sub", "exp", "scope")));
    }

    static void install(ServletContextHandler context, Path keys) throws IOException, ParseException {
        NimbusFilter filter = new NimbusFilter(JWKSet.parse(Files.readString(keys)));
        context.addFilter(new FilterHolder(filter), "/api/*", EnumSet.of(DispatcherType.REQUEST));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith(SCHEME)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        try {
            JWTClaimsSet claims = processor.process(header.substring(SCHEME.length()), null);
            if (Arrays.asList(claims.getStringClaim("scope").split(" ", -1)).contains("reports:read")) {
                chain.doFilter(request, response);
                return;
            }
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }
}
