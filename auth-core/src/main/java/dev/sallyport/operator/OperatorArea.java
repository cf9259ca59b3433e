package dev.sallyport.operator;

import dev.sallyport.scope.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of the system that operators see and change, each with two reserved scopes, such as {@code sallyport:users} for everything and
 * {@code sallyport:users.read} for reading.
 */
public enum OperatorArea {
    /** People: their accounts, roles and second factors. */
    USERS("users", "people and their accounts"),
    /** API keys of everybody, and the sessions that rest on them. */
    KEYS("keys", "API keys and sessions of everybody"),
    /** Clients with an id and a secret. */
    CLIENTS("clients", "clients and their secrets"),
    /** Audit events; nobody changes them. */
    AUDIT("audit", "audit events"),
    /** Keys that sign tokens. */
    SIGNING_KEYS("signing-keys", "the keys that sign tokens"),
    /** State of this instance; nobody changes it. */
    HEALTH("health", "the state of this instance");

    /** Prefix of every reserved scope. */
    public static final String PREFIX = "sallyport:";

    private final String name;
    private final String things;

    OperatorArea(String name, String things) {
        this.name = name;
        this.things = things;
    }

    /** Scope for everything in the area. */
    public Scope scope() {
        return new Scope(PREFIX + name);
    }

    /** Scope for reading only. */
    public Scope readScope() {
        return new Scope(PREFIX + name + ".read");
    }

    /** All scopes of operators, each with a description for people. */
    public static Map<Scope, String> scopes() {
        Map<Scope, String> scopes = new LinkedHashMap<>();
        for (OperatorArea area : values()) {
            scopes.put(area.scope(), "Operate: see and change " + area.things);
            scopes.put(area.readScope(), "Operate: see " + area.things);
        }
        return scopes;
    }
}
