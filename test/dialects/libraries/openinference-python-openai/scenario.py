import os
import sys
from contextlib import suppress

from openai import OpenAI, OpenAIError
from openinference.instrumentation import OITracer, TraceConfig, using_attributes
from openinference.instrumentation.openai import OpenAIInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

# A stack trace would be most of the record.
sys.tracebacklimit = 1
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter()))
OpenAIInstrumentor().instrument(tracer_provider=provider)
tracer = OITracer(provider.get_tracer('scenario'), config=TraceConfig())

openai = OpenAI(base_url=f'{os.environ["MODEL_URL"]}/v1', api_key='test')
model = 'gpt-5-mini'
parameters = {'type': 'object', 'properties': {'city': {'type': 'string'}}}
weather = {'name': 'get_weather', 'description': 'The weather of a city', 'parameters': parameters}
tools = [{'type': 'function', 'function': weather}]
question = 'What is the weather in Oslo?'
system = {'role': 'system', 'content': 'You are a friendly guide.'}
messages = [system, {'role': 'user', 'content': question}]


@tracer.tool
def get_weather(city: str) -> str:
    """The weather of a city"""
    if city != 'Oslo':
        raise ValueError('No such city')
    return '21 degrees'


@tracer.agent(name='guide')
def guide(question: str) -> str:
    asked = openai.chat.completions.create(model=model, messages=messages, tools=tools, temperature=0.5, max_tokens=100)
    message = asked.choices[0].message
    answer = {'role': 'tool', 'tool_call_id': message.tool_calls[0].id, 'content': get_weather('Oslo')}
    told = openai.chat.completions.create(model=model, messages=[*messages, message, answer], tools=tools)
    return told.choices[0].message.content


template = {'prompt_template': 'What is the weather in {city}?', 'prompt_template_variables': {'city': 'Oslo'}}
who = {'session_id': 'session-1', 'user_id': 'user-1'}
with using_attributes(**who, metadata={'plan': 'free'}, tags=['weather'], **template):
    guide(question)
for _chunk in openai.chat.completions.create(model=model, messages=messages, stream=True):
    pass
openai.responses.create(model=model, input=question, tools=[{'type': 'function', **weather}])
openai.embeddings.create(model='text-embedding-3-small', input=question, encoding_format='float')
with suppress(OpenAIError):
    offline = OpenAI(base_url='http://127.0.0.1:1/v1', api_key='test', max_retries=0)
    offline.chat.completions.create(model=model, messages=messages)
with suppress(ValueError):
    get_weather('Atlantis')
provider.shutdown()
