package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and forms as clients really write them, over HTTP. */
class HeadersAndFormsTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final OAuthApi OAUTH = new OAuthApi();
    private static final TestApi API = OAUTH.api;

    @AfterAll
    static void close() {
        OAUTH.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;",
                "application/json; charset=utf8",
                "application/json; charset=UTF-8; x=1",
                "application/json; profile=\"a;b\""
            })
    void everySpellingOfJsonLogsIn(String type) {
        assertThat(login(type)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; x=application/json",
                "application/json, application/json",
                "application/json; charset=utf-8; charset=utf-16",
                "application/json; charset=utf-16"
            })
    void whatTwoReadersCouldTakeDifferentlyIsRefused(String type) {
        assertThat(login(type)).isEqualTo(415);
    }

    @Test
    void twoContentTypesAreRefused() {
        assertThat(API.send(API.request("/auth/login")
                                .header("Content-Type", "application/json")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA)))
                        .statusCode())
                .isEqualTo(415);
    }

    private static int login(String type) {
        return API.send(API.request("/auth/login")
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA)))
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FORM + ";",
                FORM + "; charset=ISO-8859-1",
                FORM + "; charset=us-ascii",
                FORM + "; charset=UTF-8; boundary=x",
                FORM + ";charset=utf8"
            })
    void everySpellingOfAnAsciiFormGetsAToken(String type) {
        HttpResponse<String> response = token(type, "grant_type=client_credentials");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void whatIsNotAsciiMeansSomethingElseInAnotherEncoding() {
        for (String more : new String[] {"&x=%E4", "&x=%C3%A4", "&%C3%A4=x", "&x=\u00e4"}) {
            HttpResponse<String> refused = token(FORM + "; charset=ISO-8859-1", "grant_type=client_credentials" + more);
            assertThat(refused.statusCode()).as(more).isIn(400, 415);
        }
        assertThat(token(FORM + "; charset=ISO-8859-1", "grant_type=client_credentials&x=%C3%A4")
                        .body())
                .contains("send charset=UTF-8");
        assertThat(token(FORM, "grant_type=client_credentials&x=%C3%A4").statusCode())
                .as("the control")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&&grant_type=client_credentials",
                "grant_type=client_credentials&&",
                "&grant_type=client_credentials&&&scope=reports:read&",
                "grant_type=client_credentials&scope=",
                "grant_type=client_credentials&scope=reports:read%20%20reports:delete",
                "grant_type=client_credentials&scope=+reports:read+",
                "grant_type=client_credentials&scope=reports:read+reports:read",
                "grant_type=client_credentials&unknown=a"
            })
    void emptyPairsAndSpacesDoNoHarm(String form) {
        HttpResponse<String> response = token(FORM, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=client_credentials&grant_type=client_credentials",
                "grant_type=client_credentials&scope=reports:read&scope=reports:read",
                "grant_type=client_credentials&scope=reports:read&scope=",
                "grant_type=client_credentials&scope=+",
                "grant_type=client_credentials&scope=reports:read%09reports:delete",
                "grant_type=client_credentials&scope=reports:read%C2%A0reports:delete",
                "grant_type=client_credentials&x=%",
                "&"
            })
    void whatIsAmbiguousStaysRefused(String form) {
        HttpResponse<String> response = token(FORM, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    }

    private static HttpResponse<String> token(String type, String form) {
        return API.send(OAUTH.request("/auth/token", type, form).header("Authorization", OAuthApi.basic(OAUTH.job)));
    }
}
