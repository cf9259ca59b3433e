package dev.sallyport.servlet.guard.decide;

import dev.sallyport.caller.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application sees it: with its caller. For the thread of the request, as every request is. Where no credential
 * came, the container answers, so that an application may have a login of its own on what it opened.
 *
 * <p>See decision 0093.
 */
public final class CallerRequest extends HttpServletRequestWrapper {
    private static final String BEARER = "BEARER";
    private static final String ANY_AUTHENTICATED = "**";
    private static final String LOGGED_OUT = "dev.sallyport.servlet.loggedOut";

    private final AdmittedRequest admitted;

    public CallerRequest(HttpServletRequest request, AdmittedRequest admitted) {
        super(request);
        this.admitted = admitted;
    }

    private @Nullable Caller caller() {
        return admitted.caller() == null || super.getAttribute(LOGGED_OUT) != null ? null : admitted.caller();
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        Caller caller = caller();
        return caller == null ? super.getUserPrincipal() : caller;
    }

    @Override
    public @Nullable String getRemoteUser() {
        Caller caller = caller();
        return caller == null ? super.getRemoteUser() : caller.id();
    }

    @Override
    public @Nullable String getAuthType() {
        return caller() == null ? super.getAuthType() : BEARER;
    }

    @Override
    public boolean isUserInRole(String role) {
        Caller caller = caller();
        return caller == null
                ? super.isUserInRole(role)
                : role != null
                        && (role.equals(ANY_AUTHENTICATED) || caller.roles().contains(role));
    }

    @Override
    public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
        return caller() != null || super.authenticate(response);
    }

    /** Of the container's users; there are none where a caller is known. */
    @Override
    public void login(String user, String password) throws ServletException {
        if (caller() != null) {
            throw new ServletException(
                    "The request has a caller already, by its credential; log in with a request that has none");
        }
        super.login(user, password);
    }

    /** For the rest of this request, its dispatches included. The credential stays good, and so does what the guard let in by it. */
    @Override
    public void logout() throws ServletException {
        if (caller() == null) {
            super.logout();
        } else {
            super.setAttribute(LOGGED_OUT, true);
        }
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return name.equals(AdmittedRequest.ATTRIBUTE) ? admitted : super.getAttribute(name);
    }

    /** The mark of this request stays; everything else is the application's. */
    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (!name.equals(AdmittedRequest.ATTRIBUTE)) {
            super.setAttribute(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (!name.equals(AdmittedRequest.ATTRIBUTE)) {
            super.removeAttribute(name);
        }
    }
}
