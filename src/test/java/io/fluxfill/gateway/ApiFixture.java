package io.fluxfill.gateway;

import io.fluxfill.testing.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A small API of the tests' own, written as the deployed one is; what tests change is the text of its files. */
final class ApiFixture {
    static final String KEY = "the key";

    private static final String TEMPLATE = """
        Resources:
          Api:
            Type: AWS::Serverless::Api
            Properties:
              StageName: !Ref AWS::StackName
              DefinitionBody:
                Fn::Transform:
                  Name: AWS::Include
                  Parameters: {Location: openapi.yaml}
              MethodSettings:
                - {ResourcePath: /*, HttpMethod: '*', ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200}
                - {ResourcePath: /~1v1~1fill, HttpMethod: POST, ThrottlingRateLimit: 2, ThrottlingBurstLimit: 3}
          Key:
            Type: AWS::ApiGateway::ApiKey
            Properties: {Enabled: true}
          Plan:
            Type: AWS::ApiGateway::UsagePlan
            Properties:
              ApiStages: [{ApiId: !Ref Api, Stage: !Ref Api.Stage}]
              Throttle: {RateLimit: 100, BurstLimit: 200}
              Quota: {Limit: 1000, Period: DAY}
          Member:
            Type: AWS::ApiGateway::UsagePlanKey
            Properties: {KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan}
          Calls:
            Type: AWS::Lambda::Permission
            Properties:
              Principal: apigateway.amazonaws.com
              SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/${Api.Stage}/*
          Asks:
            Type: AWS::Lambda::Permission
            Properties:
              Principal: apigateway.amazonaws.com
              SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/*
        """;

    private static final String OPENAPI = """
        openapi: 3.0.1
        x-amazon-apigateway-api-key-source: AUTHORIZER
        paths:
          /v1/fill:
            post: {security: [{caller: [], plan: []}], x-amazon-apigateway-integration: {timeoutInMillis: 29000}}
          /v1/get_result:
            get: {security: [{caller: [], plan: []}], x-amazon-apigateway-integration: {timeoutInMillis: 29000}}
            x-amazon-apigateway-any-method: {security: [{caller: []}]}
          /v1/webhooks/{token}:
            post: {}
        components:
          securitySchemes:
            plan: {type: apiKey, name: x-api-key, in: header}
            caller:
              type: apiKey
              name: x-key
              in: header
              x-amazon-apigateway-authtype: custom
              x-amazon-apigateway-authorizer:
                type: request
                identitySource: method.request.header.x-key
                authorizerResultTtlInSeconds: 60
        x-amazon-apigateway-gateway-responses: {}
        """;

    final ScriptedLambda lambda = new ScriptedLambda();
    private final Path folder;
    private String template = TEMPLATE;
    private String openapi = OPENAPI;
    private final FakeTime clock = new FakeTime();
    private GatewayStandIn gateway;

    ApiFixture(Path folder) {
        this.folder = folder;
    }

    /** Changes the template. */
    ApiFixture template(String old, String changed) {
        template = replaced(template, old, changed);
        return this;
    }

    /** Changes the API's description. */
    ApiFixture openapi(String old, String changed) {
        openapi = replaced(openapi, old, changed);
        return this;
    }

    /** Declares gateway responses. */
    ApiFixture responses(String yaml) {
        return openapi("gateway-responses: {}", "gateway-responses:\n" + yaml.indent(2));
    }

    void later(Duration by) {
        clock.advance(by);
    }

    /** Sends a request with the key to the custom domain. */
    GatewayAnswer send(String method, String path) {
        return send(method, path, "", Address.CUSTOM_DOMAIN, "x-key", KEY);
    }

    /** Sends a request to the custom domain, with headers by name and value. */
    GatewayAnswer sendWith(String method, String path, String... headers) {
        return send(method, path, "", Address.CUSTOM_DOMAIN, headers);
    }

    GatewayAnswer send(String method, String target, String body, Address address, String... headers) {
        GatewayRequest request = GatewayRequest.to(method, target, body, headers);
        try {
            return gateway().answer(request, address, "api.example.org");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private GatewayStandIn gateway() {
        if (gateway == null) {
            try {
                Files.writeString(folder.resolve("openapi.yaml"), openapi);
                Path file = Files.writeString(folder.resolve("template.yaml"), template);
                Stack stack = Stack.read(file, Map.of(), Map.of("Api", RestApi.ID, "Api.Stage", Stack.NAME));
                gateway =
                        new GatewayStandIn(RestApi.of(stack), Map.of(KEY, "Key", "of no plan", "Other"), lambda, clock);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return gateway;
    }

    private static String replaced(String text, String old, String changed) {
        if (!text.contains(old)) {
            throw new IllegalArgumentException("There is no " + old + " to change");
        }
        return text.replace(old, changed);
    }
}
