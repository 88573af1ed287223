import asyncio
import os
import sys
from contextlib import suppress

import openlit
from mcp.server.fastmcp import FastMCP
from mcp.shared.memory import create_connected_server_and_client_session
from openai import OpenAI, OpenAIError
from opentelemetry import trace

# A stack trace would be most of the record.
sys.tracebacklimit = 1
# Without a price list of its own it asks the internet for one.
quiet = {'disable_batch': True, 'disable_events': True, 'disable_metrics': True, 'disabled_instrumentors': ['httpx']}
openlit.init(application_name='scenario', pricing_json='pricing.json', **quiet)

openai = OpenAI(base_url=f'{os.environ["MODEL_URL"]}/v1', api_key='test')
model = 'gpt-5-mini'
parameters = {'type': 'object', 'properties': {'city': {'type': 'string'}}}
weather = {'name': 'get_weather', 'description': 'The weather of a city', 'parameters': parameters}
tools = [{'type': 'function', 'function': weather}]
question = 'What is the weather in Oslo?'
guide = {'role': 'system', 'content': 'You are a friendly guide.'}
messages = [guide, {'role': 'user', 'content': question}]
server = FastMCP('weather')


@server.tool()
def get_weather(city: str) -> str:
    if city != 'Oslo':
        raise ValueError('No such city')
    return '21 degrees'


@server.prompt()
def greet(name: str) -> str:
    return f'Say hello to {name}.'


@server.resource('weather://oslo')
def oslo() -> str:
    return '21 degrees'


async def use_tools() -> None:
    async with create_connected_server_and_client_session(server) as client:
        await client.list_tools()
        await client.call_tool('get_weather', {'city': 'Oslo'})
        await client.call_tool('get_weather', {'city': 'Atlantis'})
        await client.get_prompt('greet', {'name': 'Ada'})
        await client.read_resource('weather://oslo')


options = {'temperature': 0.5, 'max_tokens': 100, 'user': 'user-1'}
asked = openai.chat.completions.create(model=model, messages=messages, tools=tools, **options)
message = asked.choices[0].message
answer = {'role': 'tool', 'tool_call_id': message.tool_calls[0].id, 'content': '21 degrees'}
openai.chat.completions.create(model=model, messages=[*messages, message, answer], tools=tools)
for _chunk in openai.chat.completions.create(model=model, messages=messages, stream=True):
    pass
openai.responses.create(model=model, instructions=guide['content'], input=question)
openai.embeddings.create(model='text-embedding-3-small', input=question, encoding_format='float')
with suppress(OpenAIError):
    offline = OpenAI(base_url='http://127.0.0.1:1/v1', api_key='test', max_retries=0)
    offline.chat.completions.create(model=model, messages=messages)
asyncio.run(use_tools())
trace.get_tracer_provider().shutdown()
