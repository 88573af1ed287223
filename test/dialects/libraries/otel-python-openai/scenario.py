import os
from contextlib import suppress

from openai import OpenAI, OpenAIError
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

os.environ['OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT'] = 'true'
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter()))
OpenAIInstrumentor().instrument(tracer_provider=provider)

openai = OpenAI(base_url=f'{os.environ["MODEL_URL"]}/v1', api_key='test')
model = 'gpt-5-mini'
parameters = {'type': 'object', 'properties': {'city': {'type': 'string'}}}
weather = {'name': 'get_weather', 'description': 'The weather of a city', 'parameters': parameters}
tools = [{'type': 'function', 'function': weather}]
question = 'What is the weather in Oslo?'
messages = [
    {'role': 'system', 'content': 'You are a friendly guide.'},
    {'role': 'user', 'content': question},
]

asked = openai.chat.completions.create(
    model=model, messages=messages, tools=tools, temperature=0.5, top_p=0.9, max_tokens=100, seed=7, service_tier='flex'
)
message = asked.choices[0].message
told = [*messages, message, {'role': 'tool', 'tool_call_id': message.tool_calls[0].id, 'content': '21 degrees'}]
openai.chat.completions.create(model=model, messages=told, tools=tools, response_format={'type': 'text'})
options = {'include_usage': True}
for _chunk in openai.chat.completions.create(model=model, messages=messages, stream=True, stream_options=options):
    pass
openai.embeddings.create(model='text-embedding-3-small', input=question, encoding_format='float')
with suppress(OpenAIError):
    offline = OpenAI(base_url='http://127.0.0.1:1/v1', api_key='test', max_retries=0)
    offline.chat.completions.create(model=model, messages=messages)
provider.shutdown()
